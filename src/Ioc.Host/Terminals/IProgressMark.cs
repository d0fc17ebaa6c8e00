namespace Ioc.Host.Terminals;

/// <summary>How far a long piece of work is.</summary>
internal interface IProgressMark
{
    void Advance(long count);
}
