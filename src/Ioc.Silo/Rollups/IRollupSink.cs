namespace Ioc.Silo.Rollups;

/// <summary>Receives a block's buckets, in the order of time.</summary>
internal interface IRollupSink
{
    void Take(int bucket, int count, double sum, double min, double max, double last);
}
