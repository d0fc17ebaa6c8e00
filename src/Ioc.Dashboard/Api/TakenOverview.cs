using Ioc.Silo.Changes;

namespace Ioc.Dashboard.Api;

/// <summary>An engine snapshot and when it was asked for, on the monotonic clock.</summary>
internal sealed record TakenOverview(OverviewSnapshot Snapshot, long Timestamp);
