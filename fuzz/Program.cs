using System.Globalization;
using System.Reflection;
using Sekisho.Testing.Fuzzing;

// sekisho fuzz [TARGET…] [--cases N] [--seed S]: every IFuzzTarget of this assembly, or the named ones.
var targets = Assembly.GetExecutingAssembly().GetTypes()
    .Where(type => typeof(IFuzzTarget).IsAssignableFrom(type) && !type.IsAbstract)
    .Select(type => (IFuzzTarget)Activator.CreateInstance(type)!)
    .OrderBy(target => target.Name, StringComparer.Ordinal)
    .ToList();
long cases = 1_000_000;
ulong seed = 1;
var names = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--cases" && i + 1 < args.Length && long.TryParse(args[i + 1], CultureInfo.InvariantCulture, out cases)) i++;
    else if (args[i] == "--seed" && i + 1 < args.Length && ulong.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seed)) i++;
    else names.Add(args[i]);
}

var unknown = names.Except(targets.Select(target => target.Name), StringComparer.Ordinal).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync($"No such target: {string.Join(", ", unknown)}. There are: {string.Join(", ", targets.Select(target => target.Name))}. Options: --cases N --seed S.");
    return 2;
}

foreach (var target in targets.Where(target => names.Count == 0 || names.Contains(target.Name)))
{
    Console.WriteLine($"{target.Name}: {target.Seeds.Count} seed inputs, {cases} cases, seed {seed}");
    try
    {
        var ran = FuzzRun.Run(target, seed, cases, done => Console.Error.Write($"\r{done} of {cases}"));
        Console.Error.Write("\r");
        Console.WriteLine($"{target.Name}: {ran} inputs, no finding");
    }
    catch (InvalidOperationException finding)
    {
        Console.WriteLine($"{target.Name}: {finding}");
        return 1;
    }
}

return 0;
