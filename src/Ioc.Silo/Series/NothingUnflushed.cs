namespace Ioc.Silo.Series;

/// <summary>For a process without an engine (export, doctor): what is stored is all there is.</summary>
internal sealed class NothingUnflushed : IUnflushedPoints
{
    public IReadOnlyList<PointBuffer> Buffers => [];
}
