namespace Ioc.Silo.Judge;

/// <summary>A reader's question to the judge, answered between batches.</summary>
internal sealed class JudgeAsk<T>(Func<JudgeLoop, T> question) : IJudgeWork
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Answer => _answer.Task;

    public void Run_OnJudge(JudgeLoop judge)
    {
        try
        {
            _answer.SetResult(question(judge));
        }
        catch (Exception exception)
        {
            _answer.SetException(exception);
        }
    }
}
