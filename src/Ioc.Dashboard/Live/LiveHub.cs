using Ioc.Dashboard.Access;
using Ioc.Dashboard.Api;
using Ioc.Silo.Accounts;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.SignalR;

namespace Ioc.Dashboard.Live;

/// <summary>
/// Step 9: show. A browser subscribes with a scope and gets, in one step, the snapshot and from then on every batch after it.
/// One overview and one device subscription per connection.
/// </summary>
internal sealed class LiveHub(LivePumps pumps, IRegistry registry, Callers callers, Endings endings) : Hub
{
    private const string OverviewSlot = "overview";
    private const string DeviceSlot = "device";
    private const string SeatsItem = "seats";
    private const string WatchesItem = "watches";

    private LiveSeats Seats => (LiveSeats)Context.Items[SeatsItem]!;

    public override Task OnConnectedAsync()
    {
        Context.Items[SeatsItem] = new LiveSeats();
        HubCallerContext connection = Context;
        Context.Items[WatchesItem] = CallerOf(Context, callers) is { } caller ? Watch(caller, connection.Abort) : [];
        // Looked at again, because it may have ended between the first look and the watching.
        if (CallerOf(Context, callers) is null) Context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Who is at the other end, as of now; null: the sign-in has ended.</summary>
    internal static Caller? CallerOf(HubCallerContext connection, Callers callers) =>
        connection.GetHttpContext() is { } http && http.Features.Get<PresentedCredential>() is { } credential
            ? callers.Find(credential, http.Connection.RemoteIpAddress?.ToString())
            : null;

    /// <summary>Answers the snapshot; the scope's batches follow as <c>changes</c>, the first of them from the snapshot's version.</summary>
    public async Task<RawJson> Subscribe(SubscribeRequest? request)
    {
        Caller caller = CallerOf(Context, callers) ?? throw new HubException("Sign in again.");
        var territory = new Territory(caller.ReachOf(Permission.See), registry.Current);
        ChangeScope scope = Scope(request ?? new SubscribeRequest(), territory);
        string slot = scope.DeviceId is null ? OverviewSlot : DeviceSlot;
        // The new seat first: who asks again for the same scope keeps its pump running.
        if (pumps.Join(scope, caller.Name) is not { } pump) throw new HubException("Too many different scopes are followed now: try again shortly.");
        await Seats.LeaveAsync(slot);
        var subscriber = new LiveSubscriber(Context.ConnectionId, caller.Name, Clients.Caller, StillAllowed(scope), Context.Abort, Context.ConnectionAborted);
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

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (IDisposable watch in (IReadOnlyList<IDisposable>)Context.Items[WatchesItem]!) watch.Dispose();
        return Seats.CloseAsync();
    }

    private IReadOnlyList<IDisposable> Watch(Caller caller, Action abort) => [.. caller.Ends.Select(end => endings.Watch(end, abort))];

    private ChangeScope Scope(SubscribeRequest request, Territory territory)
    {
        RegistrySnapshot current = registry.Current;
        if (request is { Unit: not null, Device: not null }) throw new HubException("Give a unit or a device, not both.");
        if (request.Device is { } device)
        {
            return DevicesApi.Find(device, territory, current) is not null ? new ChangeScope(DeviceId: device) : throw new HubException("No such device.");
        }

        if (request.Unit is { } unit && !(current.Units.ContainsKey(unit) && (territory.Covers(unit) || territory.VisibleUnits().Contains(unit))))
            throw new HubException("No such unit.");
        return new ChangeScope(UnitCode: request.Unit, Within: territory.IsEverything ? null : territory.Reach);
    }

    /// <summary>
    /// Asked at every heartbeat, beside being told of endings: a token expires, a device moves to another unit. Who only watches stays signed in.
    /// </summary>
    private Func<bool> StillAllowed(ChangeScope scope)
    {
        HubCallerContext connection = Context;
        return () => CallerOf(connection, callers) is { } caller
            && (scope.DeviceId is not { } id || DevicesApi.Find(id, new Territory(caller.ReachOf(Permission.See), registry.Current), registry.Current) is not null
                || !registry.Current.DevicesById.ContainsKey(id));
    }
}
