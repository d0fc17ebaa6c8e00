using Ioc.Silo.Registry;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Registry;

/// <summary>A registry on a real file, which can be closed and opened again, and hears what it tells the twins.</summary>
internal sealed class RegistryFixture : IDisposable, IRegistryChangeSink
{
    private readonly TempDirectory _directory = new();
    private OperationsDatabase _database;

    public RegistryFixture()
    {
        _database = new OperationsDatabase(_directory.Path);
        Registry = new SqliteRegistry(_database, () => this);
    }

    public SqliteRegistry Registry { get; private set; }

    public string Directory => _directory.Path;

    public List<int[]> Told { get; } = [];

    /// <summary>What the snapshot's version was when the twins were told.</summary>
    public List<long> VersionsWhenTold { get; } = [];

    public static async Task<RegistryFixture> WithUnitsAsync()
    {
        var fixture = new RegistryFixture();
        await fixture.Registry.PutUnitsAsync([Some.Hamlet, Some.Commune, Some.Province], default);
        fixture.Told.Clear();
        fixture.VersionsWhenTold.Clear();
        return fixture;
    }

    public void Reopen()
    {
        Registry.Dispose();
        _database.Dispose();
        _database = new OperationsDatabase(_directory.Path);
        Registry = new SqliteRegistry(_database, () => this);
    }

    public ValueTask ChangedAsync(IReadOnlyList<int> handles, CancellationToken cancellationToken)
    {
        Told.Add([.. handles]);
        VersionsWhenTold.Add(Registry.Current.Version);
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        Registry.Dispose();
        _database.Dispose();
        _directory.Dispose();
    }
}
