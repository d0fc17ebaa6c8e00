using Ioc.Devices;
using Ioc.Silo.Provisioning;

namespace Ioc.Dashboard.Tests.Fakes;

/// <summary>One claim, whose code is "GOOD" and which stays open.</summary>
internal sealed class FakeClaims(FakeRegistry registry) : IClaims
{
    public IReadOnlyList<Claim> All =>
        [new("c-1", "ls-9", DeviceKind.Loudspeaker, "14758", "open", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null)];

    public Claim? Find(string code) => code == "GOOD" ? All[0] : null;

    public Task<(IReadOnlyList<NewClaim> Made, ProvisioningProblem? Problem)> CreateAsync(IReadOnlyList<ClaimOrder> orders, TimeSpan lifetime, CancellationToken cancellationToken) =>
        Task.FromResult<(IReadOnlyList<NewClaim>, ProvisioningProblem?)>(registry.IsGone ? ([], new ProvisioningProblem(ProvisioningRefusal.UnitNoCommune, "the unit is gone", "14758")) : ([.. orders.Select(_ => new NewClaim(All[0], "GOOD", "credential"))], null));

    public Task<bool> RevokeAsync(string id, CancellationToken cancellationToken) => Task.FromResult(!registry.IsGone);

    public async Task<ProvisioningProblem?> UseAsync(string code, Device device, CancellationToken cancellationToken)
    {
        if (code != "GOOD" || registry.IsGone) return new ProvisioningProblem(ProvisioningRefusal.CodeUnknown, "there is no such code");
        await registry.PutDevicesAsync([device], cancellationToken);
        return null;
    }
}
