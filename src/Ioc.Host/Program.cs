using Ioc.Host;
using Ioc.Host.Terminals;

return await IocCommand.RunAsync(args, Terminal.OfThisProcess());
