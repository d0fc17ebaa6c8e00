using Ioc.Silo.History;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeHistory : IHealthHistory
{
    public List<HealthChange> Changes { get; } = [];

    public Task<IReadOnlyList<HealthChange>> NewestAsync(int deviceHandle, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<HealthChange>>(
        [
            .. Of(deviceHandle).Where(change => change.AtMs < before.ToUnixTimeMilliseconds()).OrderByDescending(change => change.AtMs).Take(limit),
        ]);

    public Task<HealthSums> SumAsync(
        IReadOnlyList<int> deviceHandles, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        var sums = new HealthSums(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds(), (long)step.TotalMilliseconds);
        foreach (int handle in deviceHandles) sums.Add([.. Of(handle)]);
        return Task.FromResult(sums);
    }

    private IEnumerable<HealthChange> Of(int handle) => Changes.Where(change => change.DeviceHandle == handle);
}
