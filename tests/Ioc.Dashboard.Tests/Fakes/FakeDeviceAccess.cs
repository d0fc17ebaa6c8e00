using System.Collections.Concurrent;
using Ioc.Devices;
using Ioc.Silo.Provisioning;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeDeviceAccess(FakeRegistry registry) : IDeviceAccess
{
    /// <summary>One is there from the start and stays.</summary>
    public ConcurrentDictionary<string, string> Certificates { get; } = new(StringComparer.Ordinal) { ["cn:SN-0"] = "ls-1" };

    public HashSet<string> Revoked { get; } = [];

    /// <summary>As when the disk fails.</summary>
    public bool IsBroken { get; set; }

    public List<BlockedClient> BlockedClients { get; } = [];

    public IReadOnlyList<Stranger> Strangers { get; } =
        [new("ls-new", "ls-new", "10.0.0.9", "ioc/v1/loudspeaker/ls-new/status", null, 3, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, true)];

    public IReadOnlyList<BlockedClient> Blocked => [new BlockedClient("ghost", null, DateTimeOffset.UnixEpoch), .. BlockedClients];

    public DeviceAccessState Of(string deviceId) => new(
        deviceId, Revoked.Contains(deviceId) ? "revoked" : registry.Credentials.ContainsKey(deviceId) ? "set" : "none", null, null,
        [.. Certificates.Where(pair => pair.Value == deviceId).Select(pair => pair.Key)]);

    public Task<IReadOnlyList<string>?> RotateAsync(IReadOnlyList<string> deviceIds, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (IsBroken) throw new IOException("disk");
        if (registry.IsGone) return Task.FromResult<IReadOnlyList<string>?>(null);
        string[] fresh = [.. deviceIds.Select(id => id.PadRight(43, 'x'))];
        foreach ((string id, string credential) in deviceIds.Zip(fresh)) registry.Credentials[id] = credential;
        return Task.FromResult<IReadOnlyList<string>?>(fresh);
    }

    public Task<bool> RevokeAsync(string deviceId, CancellationToken cancellationToken) => Task.FromResult(!registry.IsGone && (Revoked.Add(deviceId) | true));

    public Task<ProvisioningProblem?> MapCertificateAsync(string deviceId, string identity, CancellationToken cancellationToken) => Task.FromResult(
        !registry.IsGone && Certificates.GetOrAdd(identity, deviceId) == deviceId ? null : new ProvisioningProblem(ProvisioningRefusal.CertificateTaken, "this certificate stands for another device"));

    public Task<bool> UnmapCertificateAsync(string deviceId, string identity, CancellationToken cancellationToken) =>
        Task.FromResult(!registry.IsGone && (identity == "cn:SN-0" || Certificates.TryRemove(identity, out _)));

    public async Task<(string? Credential, ProvisioningProblem? Problem)> AdoptAsync(Device device, bool keepsPassword, CancellationToken cancellationToken)
    {
        if (registry.IsGone) return (null, new ProvisioningProblem(ProvisioningRefusal.DeviceRegistered, "it is registered already", device.Id));
        await registry.PutDevicesAsync([device], cancellationToken);
        return (keepsPassword ? null : "fresh", null);
    }

    public Task<bool> BlockAsync(string clientId, string? why, CancellationToken cancellationToken)
    {
        if (registry.IsGone) return Task.FromResult(false);
        BlockedClients.Add(new BlockedClient(clientId, why, DateTimeOffset.UnixEpoch));
        return Task.FromResult(true);
    }

    public Task<bool> UnblockAsync(string clientId, CancellationToken cancellationToken) =>
        Task.FromResult(!registry.IsGone && (clientId == "ghost" || BlockedClients.RemoveAll(client => client.ClientId == clientId) > 0));
}
