using Ioc.Dashboard.Access;
using Ioc.Devices;
using Ioc.Silo.Accounts;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.SignalR;

namespace Ioc.Dashboard.Live;

/// <summary>
/// Step 9: show. A browser subscribes with a scope and gets, in one step, the snapshot and from then on every batch after it.
/// One overview and one device subscription per connection.
/// </summary>
internal sealed class LiveHub(LivePumps pumps, IRegistry registry, SessionTable sessions, IAccounts accounts) : Hub
{
    private const string OverviewSlot = "overview";
    private const string DeviceSlot = "device";
    private const string SeatsItem = "seats";

    private LiveSeats Seats => (LiveSeats)Context.Items[SeatsItem]!;

    public override Task OnConnectedAsync()
    {
        Context.Items[SeatsItem] = new LiveSeats();
        return Task.CompletedTask;
    }

    /// <summary>Answers the snapshot; the scope's batches follow as <c>changes</c>, the first of them from the snapshot's version.</summary>
    public async Task<RawJson> Subscribe(SubscribeRequest? request)
    {
        ChangeScope scope = Scope(request ?? new SubscribeRequest());
        string slot = scope.DeviceId is null ? OverviewSlot : DeviceSlot;
        // The new seat first: who asks again for the same scope keeps its pump running.
        if (pumps.Join(scope) is not { } pump) throw new HubException("Too many different scopes are followed now: try again shortly.");
        await Seats.LeaveAsync(slot);
        var subscriber = new LiveSubscriber(Context.ConnectionId, Clients.Caller, StillAllowed(), Context.Abort, Context.ConnectionAborted);
        ReadOnlyMemory<byte> snapshot = await pump.AttachAsync(subscriber, Context.ConnectionAborted);
        await Seats.TakeAsync(slot, new LiveSeat(pump, subscriber));

        // The answer is written after this method returns, batches by the subscriber's own loop: the loop starts when the answer is being
        // put into the pipe, under the connection's write lock, so that no batch can overtake its snapshot.
        return new RawJson(snapshot, subscriber.Start);
    }

    /// <summary>Ends the overview subscription, the device subscription, or (null) both.</summary>
    public async Task Unsubscribe(string? scope)
    {
        if (scope is not (null or OverviewSlot or DeviceSlot)) throw new HubException("Unsubscribe takes \"overview\", \"device\" or null.");
        if (scope is null or OverviewSlot) await Seats.LeaveAsync(OverviewSlot);
        if (scope is null or DeviceSlot) await Seats.LeaveAsync(DeviceSlot);
    }

    public override Task OnDisconnectedAsync(Exception? exception) => Seats.CloseAsync();

    private ChangeScope Scope(SubscribeRequest request)
    {
        RegistrySnapshot current = registry.Current;
        if (request is { Unit: not null, Device: not null }) throw new HubException("Give a unit or a device, not both.");
        if (request.Device is { } device)
        {
            return DeviceId.IsValid(device) && current.DevicesById.ContainsKey(device)
                ? new ChangeScope(DeviceId: device)
                : throw new HubException("No such device.");
        }

        if (request.Unit is { } unit && !current.Units.ContainsKey(unit)) throw new HubException("No such unit.");
        return new ChangeScope(UnitCode: request.Unit);
    }

    /// <summary>Asked at every heartbeat: who signed out, or whose token was revoked, is disconnected; who only watches stays signed in.</summary>
    private Func<bool> StillAllowed()
    {
        PresentedCredential? credential = Context.GetHttpContext()?.Features.Get<PresentedCredential>();
        if (credential?.SessionId is { } session) return () => sessions.Use(session) is not null;
        if (credential?.Token is { } token) return () => accounts.FindByToken(token) is not null;
        return () => false;
    }
}
