using Ioc.Bench.Pipeline;

// One scenario per folder; each prints its figures and how it was asked.
switch (args.FirstOrDefault())
{
    case "pipeline":
        await PipelineBench.RunAsync(args.ElementAtOrDefault(1) is { } seconds ? int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) : 10);
        return 0;
    case "journal":
        JournalBench.Run();
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Ioc.Bench -- pipeline [SECONDS] | journal");
        return 2;
}
