namespace Ioc.Host.Terminals;

/// <summary>How far a long piece of work is.</summary>
internal interface IProgressMark
{
    void Advance(long count);

    /// <summary>Says how much there is, where that was not known at the start.</summary>
    void Expect(long total);
}
