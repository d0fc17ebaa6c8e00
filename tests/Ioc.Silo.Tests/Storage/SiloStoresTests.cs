using Ioc.Silo.Accounts;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Ioc.Silo.Series;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ioc.Silo.Tests.Storage;

public sealed class SiloStoresTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public void Every_store_can_be_resolved_and_disposed()
    {
        using var provider = new ServiceCollection().AddLogging().AddSiloStores(new StoreOptions { DataDirectory = _directory.Path }).BuildServiceProvider();
        foreach (var type in (Type[])[typeof(IRegistry), typeof(IAccounts), typeof(IRejections), typeof(ISeries), typeof(ITelemetryWriter), typeof(IHostedService)])
            Assert.NotNull(provider.GetRequiredService(type));
        Assert.True(File.Exists(Path.Combine(_directory.Path, "operations.db")));
        Assert.True(File.Exists(Path.Combine(_directory.Path, "telemetry.db")));
    }

    [Fact]
    public async Task A_sink_that_needs_the_registry_itself_is_told_of_changes()
    {
        using var provider = new ServiceCollection().AddLogging()
            .AddSiloStores(new StoreOptions { DataDirectory = _directory.Path })
            .AddSingleton<IRegistryChangeSink, SinkThatReads>().BuildServiceProvider();
        var registry = provider.GetRequiredService<IRegistry>();
        await registry.PutUnitsAsync([Registry.Some.Province, Registry.Some.Commune], default);
        await registry.PutDevicesAsync([Registry.Some.Loudspeaker("a")], default);
        Assert.Equal(["a"], ((SinkThatReads)provider.GetRequiredService<IRegistryChangeSink>()).Heard);
    }

    [Fact]
    public void Options_out_of_range_are_all_named_at_once()
    {
        var options = new StoreOptions { DataDirectory = " ", TelemetryRetentionDays = 0, SeriesReaders = 99, PasswordRounds = 1 };
        var refused = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddSiloStores(options));
        foreach (var name in (string[])["data directory", "TelemetryRetentionDays", "SeriesReaders", "PasswordRounds"])
            Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private sealed class SinkThatReads(IRegistry registry) : IRegistryChangeSink
    {
        public List<string> Heard { get; } = [];

        public ValueTask ChangedAsync(IReadOnlyList<int> handles, CancellationToken cancellationToken)
        {
            Heard.AddRange(handles.Select(handle => registry.Current.FindDevice(handle)!.Id));
            return ValueTask.CompletedTask;
        }
    }
}
