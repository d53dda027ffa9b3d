using System.Collections;
using Sekisho.Confinement;
using Sekisho.Confinement.TestHost;

// The policy is in the environment; the arguments are attempts, "verb=value", each answered by a line "verb=value yes|no: how".
var policy = ConfinementPolicy.FromText(Environment.GetEnvironmentVariable("TEST_POLICY")!);
if (Environment.GetEnvironmentVariable("TEST_OUTCOME") is not { } before)
{
    // A thread that is there before: it must end with the execution, or be confined, never go on free.
    var free = new Thread(() => new ManualResetEventSlim().Wait()) { IsBackground = true };
    free.Start();
    var first = Confine.Thread(policy);
    var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    variables["TEST_OUTCOME"] = first.ToText();
    Console.Error.WriteLine(ProgramRestart.Execute(variables));
    return 70;
}

// Threads of the pool, of the runtime and of this program: whatever they were born from, all must be in the cage.
var outcome = ConfinementOutcome.FromText(before).And(Confine.Running(policy));
Console.WriteLine("outcome " + outcome.ToText().Replace('\n', '\t'));
foreach (var argument in args)
{
    var at = argument.IndexOf('=', StringComparison.Ordinal);
    var result = Attempts.Try(argument[..at], argument[(at + 1)..]);
    Console.WriteLine($"{argument} {(result.Could ? "yes" : "no")}: {result.How.ReplaceLineEndings(" ")}");
}

return 0;
