namespace Ioc.Dashboard.Wire;

/// <param name="Device">Its id is the stranger's client id.</param>
/// <param name="KeepsPassword">True: the password it always came with becomes its credential, and nobody has to visit it.</param>
internal sealed record AdoptRequest(DeviceDocument Device, bool KeepsPassword = false);
