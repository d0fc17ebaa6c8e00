namespace Ioc.Dashboard.Wire;

/// <param name="Points">One a minute, oldest first, of the last hour; fewer when the centre started since.</param>
internal sealed record CountsAnswer(IReadOnlyList<CountsPoint> Points);
