using Microsoft.Playwright;

namespace Ioc.EndToEnd.Tests.Screens;

/// <summary>Where the person is.</summary>
internal sealed partial class Screen
{
    /// <summary>Path and query of what is open.</summary>
    public string Address => new Uri(_page.Url).PathAndQuery;

    public Task IsAtExactlyAsync(string address) => _page.WaitForURLAsync(url => new Uri(url).PathAndQuery == address);

    public Task IsAtOtherAsync(string address) => _page.WaitForURLAsync(url => new Uri(url).PathAndQuery != address);

    public async Task BackAsync() => await _page.GoBackAsync();

    /// <summary>The title of the window begins so.</summary>
    public async Task IsCalledAsync(string start) => await _page.WaitForFunctionAsync("(start) => document.title.startsWith(start)", start);

    public async Task HasFocusInAsync(string selector) => await _page.WaitForFunctionAsync("(selector) => document.querySelector(selector)?.contains(document.activeElement)", selector);

    /// <summary>A screen reader is told.</summary>
    public async Task HearsAsync(string text) => await Assertions.Expect(_page.Locator(".visually-hidden[role=status]").Filter(new() { HasText = text })).ToHaveCountAsync(1);

    public Task SwitchOnAsync(string name) => _page.GetByRole(AriaRole.Switch, new() { Name = name }).CheckAsync();

    /// <summary>The page and what Mantine draws have this scheme.</summary>
    public async Task IsDrawnInAsync(string scheme) => await Assertions.Expect(_page.Locator("html")).ToHaveAttributeAsync("data-mantine-color-scheme", scheme);
}
