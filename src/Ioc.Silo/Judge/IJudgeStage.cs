namespace Ioc.Silo.Judge;

/// <summary>One stage of step 8. Each item passes every stage in the order of the list in <see cref="JudgeStages"/>.</summary>
internal interface IJudgeStage
{
    void Take(in JudgeItem item, JudgeOutcome outcome);
}
