using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ioc.Dashboard;
using Ioc.Gateway.OutsideBroker;
using Ioc.Host.Serving;
using Ioc.Mqtt.Client;
using Ioc.Silo.Audit;
using Ioc.Silo.Influx;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Host.Tests.Serving;

/// <summary>Who opens a door by a setting leaves a line in the audit, whichever setting it is.</summary>
public sealed partial class AuditedSettingsTests
{
    private static readonly byte[] Key = new byte[32];

    [Fact]
    public void No_setting_changes_unseen_and_no_secret_is_seen()
    {
        var before = Text(Everything());
        var members = Walk(Everything(), []).ToList();
        Assert.True(members.Count > 80, $"only {members.Count} settings were found");
        Assert.All(members, member => Assert.True(before != Text(Changed(Everything(), member)), $"{Name(member)} changes unseen"));
        Assert.DoesNotContain("mật khẩu", JsonDocument.Parse(before).RootElement.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_named_as_a_secret_is_among_the_secrets()
    {
        var secrets = Walk(Everything(), []).Select(path => path[^1]).Where(member => member.PropertyType == typeof(string) && SecretNames().IsMatch(member.Name))
            .Select(member => $"{member.DeclaringType!.Name}.{member.Name}");
        Assert.Equal(AuditedSettings.Secrets.Order(StringComparer.Ordinal), secrets.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_start_with_another_setting_says_which_and_one_with_the_same_says_nothing()
    {
        var days = 7;
        await using var running = await RunningServer.StartAsync(options => options with { SecondFactorGraceDays = days });
        await running.StopAsync();
        await running.StartAgainAsync();
        Assert.Empty(await ChangesAsync(running));
        await running.StopAsync();
        days = 365;
        await running.StartAgainAsync();

        var row = Assert.Single(await ChangesAsync(running));
        Assert.Equal(("""{"secondFactorGraceDays":7}""", """{"secondFactorGraceDays":365}"""), (row.Before, row.After));
    }

    [Fact]
    public async Task Settings_of_any_length_are_compared_one_by_one()
    {
        string[] networks = [.. Enumerable.Range(0, 2_000).Select(n => $"10.{n / 250}.{n % 250}.0/24")];
        await using var running = await RunningServer.StartAsync(options => options with { ProxyNetworks = networks });
        await running.StopAsync();
        await running.StartAgainAsync();
        Assert.Empty(await ChangesAsync(running));
        await running.StopAsync();
        networks = networks[1..];
        await running.StartAgainAsync();

        var row = Assert.Single(await ChangesAsync(running));
        Assert.Matches("""^{"proxyNetworks":"[0-9]+ characters, sha256 [0-9a-f]{64}"}$""", row.After);
    }

    [Fact]
    public void All_settings_together_stay_under_what_a_row_of_the_audit_holds()
    {
        foreach (var chars in (int[])[100, 10_000])
        {
            var longest = Everything();
            foreach (var path in Walk(longest, []))
            {
                object at = longest;
                foreach (var member in path.Take(path.Count - 1))
                    at = member.GetValue(at)!;
                var text = new string('x', chars);
                if (path[^1].PropertyType == typeof(string))
                    path[^1].SetValue(at, text);
                else if (path[^1].PropertyType == typeof(IReadOnlyList<string>))
                    path[^1].SetValue(at, (string[])[text]);
                else if (path[^1].PropertyType is { } type && (type == typeof(int) || type == typeof(int?)))
                    path[^1].SetValue(at, int.MinValue);
            }

            Assert.InRange(Text(longest).Length, 4_000, AuditLimits.ValueCharsMax);
        }
    }

    private static async Task<IReadOnlyList<AuditRecord>> ChangesAsync(RunningServer running) =>
        (await running.Server.Services.GetRequiredService<IAuditLog>().QueryAsync(new AuditQuery { Action = AuditActions.SettingsChanged }, TestContext.Current.CancellationToken)).Items;

    private static ServeOptions Everything() => new()
    {
        DataDirectory = "d",
        OutsideBroker = new OutsideBrokerOptions { Address = new BrokerAddress(ClientTransport.Tls, "h", 1, ""), ClientId = "c", Password = "mật khẩu", Tls = new ClientTls() },
        Telemetry = new InfluxOptions { Server = new Uri("http://h"), Secret = "mật khẩu" },
        IdentityProvider = new IdentityProvider { Authority = new Uri("https://h"), ClientId = "c", ClientSecret = "mật khẩu", Label = "l" },
    };

    private static string Text(ServeOptions options) => AuditedSettings.Of(options, "1", Key).GetRawText();

    private static string Name(IReadOnlyList<PropertyInfo> path) => string.Join('.', path.Select(member => member.Name));

    /// <summary>By the types and not by what is written, so that a member left out there is missed here.</summary>
    private static IEnumerable<IReadOnlyList<PropertyInfo>> Walk(object options, IReadOnlyList<PropertyInfo> path)
    {
        foreach (var member in options.GetType().GetProperties().Where(member => member.SetMethod is { IsPublic: true }))
        {
            IReadOnlyList<PropertyInfo> longer = [.. path, member];
            if (member.GetValue(options) is { } inner && member.PropertyType.Namespace!.StartsWith("Ioc", StringComparison.Ordinal) && !member.PropertyType.IsEnum && inner is not BrokerAddress)
            {
                foreach (var deeper in Walk(inner, longer))
                    yield return deeper;
            }
            else
            {
                yield return longer;
            }
        }
    }

    private static ServeOptions Changed(ServeOptions options, IReadOnlyList<PropertyInfo> path)
    {
        object at = options;
        foreach (var member in path.Take(path.Count - 1))
            at = member.GetValue(at)!;
        path[^1].SetValue(at, Other(path[^1].PropertyType, path[^1].GetValue(at)));
        return options;
    }

    private static object Other(Type type, object? value) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { } t when t == typeof(string) => value + "x",
        { } t when t == typeof(bool) => !(bool)value!,
        { } t when t == typeof(int) => (int)(value ?? 0) + 1,
        { } t when t == typeof(long) => (long)(value ?? 0L) + 1,
        { } t when t == typeof(uint) => (uint)(value ?? 0u) + 1,
        { IsEnum: true } t => Enum.GetValues(t).Cast<object>().First(other => !other.Equals(value)),
        { } t when t == typeof(Uri) => new Uri(value + "x/"),
        { } t when t == typeof(BrokerAddress) => new BrokerAddress(ClientTransport.Tcp, "h", 1, ""),
        { } t when t == typeof(IReadOnlyList<string>) => (string[])["x"],
        { } t => throw new ArgumentException($"Say here what else a {t.Name} can be, and look how it stands in the audit."),
    };

    [GeneratedRegex("(Password|Secret|Token|Credential)$")]
    private static partial Regex SecretNames();
}
