using Spectre.Console;

namespace Ioc.Host.Terminals;

internal sealed class BarProgress(ProgressTask task) : IProgressMark
{
    public void Advance(long count) => task.Increment(count);
}
