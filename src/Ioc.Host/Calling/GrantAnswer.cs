namespace Ioc.Host.Calling;

internal sealed record GrantAnswer(string Role, string? UnitCode, string? Group)
{
    public override string ToString() => UnitCode is not null ? $"{Role}@{UnitCode}" : Group is not null ? $"{Role}@group:{Group}" : Role;
}
