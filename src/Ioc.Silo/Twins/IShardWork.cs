namespace Ioc.Silo.Twins;

/// <summary>What a shard takes from its inbox: a batch, a cut, a question. Runs on the shard's thread, between other work.</summary>
internal interface IShardWork
{
    void Run_OnShard(Shard shard);
}
