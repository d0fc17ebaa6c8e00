namespace Ioc.Silo.Judge;

/// <summary>What the judge takes from its inbox, in journal order: a batch, a cut, a question, reachable devices.</summary>
internal interface IJudgeWork
{
    void Run_OnJudge(JudgeLoop judge);
}
