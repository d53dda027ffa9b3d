using Sekisho.Roles.TestHost;

return args switch
{
    ["measure", var callers, var calls] => await Measure.RunAsync(int.Parse(callers), int.Parse(calls)),
    _ => 2,
};
