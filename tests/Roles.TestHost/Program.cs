using System.Text.Json;
using Sekisho.Roles.BlastRadius;
using Sekisho.Roles.Hosting;
using Sekisho.Roles.Supervision;
using Sekisho.Roles.Table;
using Sekisho.Roles.TestHost;

// As the real program does: confine first of all.
RoleConfinement.EnterIfTold();
return args switch
{
    ["role"] => await RoleHost.RunAsync((kind, environment, options) => new TestRole(kind, environment, options)),
    ["role", "--probe"] => await ProbeHost.RunAsync(),
    ["up", var data] => await UpAsync(data),
    ["measure", var callers, var calls] => await Measure.RunAsync(int.Parse(callers), int.Parse(calls)),
    _ => 2,
};

// A whole system, to be killed from outside.
static async Task<int> UpAsync(string data)
{
    await using var supervisor = new Supervisor(new SupervisorOptions
    {
        DataFolder = data,
        Command = ChildCommand.ThisProgram("role"),
        Roles =
        [
            new RolePlan { Kind = RoleKind.Mx }, new RolePlan { Kind = RoleKind.Inspect, Instances = 2 },
            new RolePlan { Kind = RoleKind.Store }, new RolePlan { Kind = RoleKind.Deliver },
        ],
    });
    try
    {
        await supervisor.RunAsync(status =>
            Console.Out.WriteLineAsync("READY " + JsonSerializer.Serialize(
                status.Processes.ToDictionary(process => process.Instance, process => process.Pid.ToString()), TestJson.Default.DictionaryStringString)));
        return 0;
    }
    catch (SupervisorException problem)
    {
        await Console.Error.WriteLineAsync(problem.Message);
        return 1;
    }
}
