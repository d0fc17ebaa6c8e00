namespace Ioc.Dashboard.Wire;

/// <summary>The text is always this one: what tells one message from another.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LiteralAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
