using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.History;
using Ioc.Silo.Provisioning;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;

namespace Ioc.Silo.Storage;

/// <summary>
/// The one list of what is in each database. A folder that keeps tables has an <c>XSchema</c> with its <see cref="MigrationSet"/> and a
/// line here.
/// </summary>
internal static class DatabaseSchemas
{
    public static IReadOnlyList<MigrationSet> Operations { get; } =
    [
        RegistrySchema.Set,
        AccountsSchema.Set,
        AuditSchema.Set,
        ProvisioningSchema.Set,
        CheckpointSchema.Set,
        HistorySchema.Set,
    ];

    public static IReadOnlyList<MigrationSet> Telemetry { get; } =
    [
        SeriesSchema.Set,
    ];
}
