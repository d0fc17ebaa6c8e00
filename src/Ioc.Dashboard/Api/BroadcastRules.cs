using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Broadcasts;

namespace Ioc.Dashboard.Api;

/// <summary>What an order must fulfil before anything is spoken or sent.</summary>
internal static class BroadcastRules
{
    /// <summary>Everything that is wrong, in sentences.</summary>
    public static IReadOnlyList<string> Errors(BroadcastRequest order)
    {
        var errors = new List<string>();
        if (order.Id is not null && !DeviceId.IsValid(order.Id)) errors.Add("id has 1 to 64 of A-Z a-z 0-9 . _ -.");
        if (!EnumWords<BulletinLevel>.TryParse(order.Level, out _)) errors.Add($"level \"{PlainText.Clip(order.Level)}\" is unknown: use {EnumWords<BulletinLevel>.All}.");
        if (!IsText(order.Title, DashboardLimits.BroadcastTitleCharsMax, lines: false))
            errors.Add($"title needs 1 to {DashboardLimits.BroadcastTitleCharsMax} characters without control characters.");
        if (!IsText(order.Text, DashboardLimits.BroadcastTextCharsMax, lines: true))
            errors.Add($"text needs 1 to {DashboardLimits.BroadcastTextCharsMax} characters without control characters other than line breaks.");
        if (order.VolumePercent is < 1 or > 100) errors.Add("volumePercent is 1 to 100.");
        if (order.ExpiresInSeconds is < DashboardLimits.BroadcastExpirySecondsMin or > DashboardLimits.BroadcastExpirySecondsMax)
            errors.Add($"expiresInSeconds is {DashboardLimits.BroadcastExpirySecondsMin} to {DashboardLimits.BroadcastExpirySecondsMax}.");
        errors.AddRange(TargetErrors(order.Units ?? [], order.Devices ?? []));
        return errors;
    }

    public static IReadOnlyList<string> TargetErrors(IReadOnlyList<string> units, IReadOnlyList<string> devices)
    {
        if (units.Count == 0 && devices.Count == 0) return ["Give at least one unit or device."];
        return units.Count > DashboardLimits.BroadcastTargetsMax || devices.Count > DashboardLimits.BroadcastTargetsMax
            ? [$"At most {DashboardLimits.BroadcastTargetsMax} units and as many devices: pick a unit above them."]
            : [];
    }

    /// <summary>Something to say, and nothing that a speech program or a screen would take for a command.</summary>
    private static bool IsText(string text, int charsMax, bool lines) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= charsMax && PlainText.IsWellFormed(text)
        && !text.Any(letter => char.IsControl(letter) && !(lines && letter is ('\n' or '\r')));
}
