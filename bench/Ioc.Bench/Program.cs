using Ioc.Bench.Pipeline;
using Ioc.Bench.Telemetry;

// One scenario per folder; each prints its figures and how it was asked.
switch (args.FirstOrDefault())
{
    case "pipeline":
        await PipelineBench.RunAsync(args.ElementAtOrDefault(1) is { } seconds ? int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) : 10);
        return 0;
    case "journal":
        JournalBench.Run();
        return 0;
    case "telemetry":
        int Number(int index, int otherwise) =>
            args.ElementAtOrDefault(index) is { } text ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : otherwise;
        await TelemetryBench.RunAsync(Number(1, 20_000), Number(2, 30), Number(3, 4), Number(4, 1), args.ElementAtOrDefault(5));
        return 0;
    case "outage":
        await OutageBench.RunAsync(args.ElementAtOrDefault(1) == "influxd");
        return 0;
    default:
        Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Ioc.Bench -- pipeline [SECONDS] | journal | outage [influxd] | telemetry [DEVICES [DAYS [MESSAGES_PER_HOUR [METRICS [http://SERVER|influxd]]]]]");
        return 2;
}
