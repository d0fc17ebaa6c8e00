using System.Diagnostics;
using System.Text;

namespace Ioc.Silo.Tests.Registry;

public sealed class CredentialsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Only_the_devices_own_current_credential_opens()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a"), Some.Hotspot("b")], default);
        var first = (await fixture.Registry.RotateCredentialAsync("a", default))!;
        var other = (await fixture.Registry.RotateCredentialAsync("b", default))!;
        Assert.Equal(43, first.Length);

        Assert.Equal("a", Authenticate(fixture, "a", first)?.Id);
        Assert.Null(Authenticate(fixture, "a", other));
        Assert.Null(Authenticate(fixture, "a", ""));
        Assert.Null(Authenticate(fixture, "A", first));
        Assert.Null(Authenticate(fixture, "unknown", first));

        var second = (await fixture.Registry.RotateCredentialAsync("a", default))!;
        Assert.Null(Authenticate(fixture, "a", first));
        Assert.NotNull(Authenticate(fixture, "a", second));
        fixture.Reopen();
        Assert.Null(Authenticate(fixture, "a", first));
        Assert.NotNull(Authenticate(fixture, "a", second));
    }

    [Fact]
    public async Task A_device_without_a_credential_and_one_that_does_not_exist_are_refused()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a")], default);
        Assert.Null(Authenticate(fixture, "a", ""));
        Assert.Null(Authenticate(fixture, "a", "anything at all"));
        Assert.Null(await fixture.Registry.RotateCredentialAsync("nobody", default));
    }

    [Fact]
    public async Task Removing_a_device_revokes_its_credential_for_good()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a")], default);
        var credential = (await fixture.Registry.RotateCredentialAsync("a", default))!;
        await fixture.Registry.RemoveDeviceAsync("a", default);
        Assert.Null(Authenticate(fixture, "a", credential));
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a")], default);
        Assert.Null(Authenticate(fixture, "a", credential));
        fixture.Reopen();
        Assert.Null(Authenticate(fixture, "a", credential));
    }

    [Fact]
    public async Task An_edit_keeps_the_credential()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a")], default);
        var credential = (await fixture.Registry.RotateCredentialAsync("a", default))!;
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a") with { Name = "mới" }], default);
        Assert.Equal("mới", Authenticate(fixture, "a", credential)?.Name);
    }

    [Fact]
    public async Task Credentials_set_in_bulk_are_all_set_or_none()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        var ids = Enumerable.Range(0, 16_000).Select(number => $"d{number}").ToList();
        await fixture.Registry.PutDevicesAsync([.. ids.Select(Some.Hotspot)], default);
        var credentials = ids.Select(id => KeyValuePair.Create(id, $"secret-of-{id}-0123456789")).ToList();

        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Registry.SetCredentialsAsync([credentials[0], new("nobody", "0123456789abcdef")], default));
        await Assert.ThrowsAsync<ArgumentException>(() => fixture.Registry.SetCredentialsAsync([credentials[0], new("d1", "short")], default));
        Assert.Null(Authenticate(fixture, "d0", credentials[0].Value));

        var watch = Stopwatch.StartNew();
        await fixture.Registry.SetCredentialsAsync(credentials, default);
        output.WriteLine($"16000 credentials set in {watch.ElapsedMilliseconds} ms");
        watch.Restart();
        foreach (var (id, credential) in credentials)
            Assert.NotNull(Authenticate(fixture, id, credential));
        output.WriteLine($"16000 reconnects authenticated in {watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task The_credential_itself_is_nowhere_on_disk()
    {
        using var fixture = await RegistryFixture.WithUnitsAsync();
        await fixture.Registry.PutDevicesAsync([Some.Hotspot("a")], default);
        var credential = (await fixture.Registry.RotateCredentialAsync("a", default))!;
        foreach (var file in Directory.GetFiles(fixture.Directory))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(credential)));
        }
    }

    private static Ioc.Devices.Device? Authenticate(RegistryFixture fixture, string id, string credential) =>
        fixture.Registry.Authenticate(id, Encoding.UTF8.GetBytes(credential));
}
