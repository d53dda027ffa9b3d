using System.Globalization;
using System.Reflection;
using Sekisho.Testing.Fuzzing;

// sekisho fuzz [TARGET…] [--cases N] [--seed S] [--slowest FOLDER]: every IFuzzTarget of this assembly, or the named ones; the
// slowest input of each is written to the folder.
var targets = Assembly.GetExecutingAssembly().GetTypes()
    .Where(type => typeof(IFuzzTarget).IsAssignableFrom(type) && !type.IsAbstract)
    .Select(type => (IFuzzTarget)Activator.CreateInstance(type)!)
    .OrderBy(target => target.Name, StringComparer.Ordinal)
    .ToList();
long cases = 1_000_000;
ulong seed = 1;
string? folder = null;
var names = new List<string>();
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--cases" && i + 1 < args.Length && long.TryParse(args[i + 1], CultureInfo.InvariantCulture, out cases)) i++;
    else if (args[i] == "--seed" && i + 1 < args.Length && ulong.TryParse(args[i + 1], CultureInfo.InvariantCulture, out seed)) i++;
    else if (args[i] == "--slowest" && i + 1 < args.Length) folder = args[++i];
    else names.Add(args[i]);
}

var unknown = names.Except(targets.Select(target => target.Name), StringComparer.Ordinal).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync($"No such target: {string.Join(", ", unknown)}. There are: {string.Join(", ", targets.Select(target => target.Name))}. Options: --cases N --seed S --slowest FOLDER.");
    return 2;
}

foreach (var target in targets.Where(target => names.Count == 0 || names.Contains(target.Name)))
{
    Console.WriteLine($"{target.Name}: {target.Seeds.Count} seed inputs, {cases} cases, seed {seed}");
    try
    {
        var report = FuzzRun.RunMeasured(target, seed, cases, done => Console.Error.Write($"\r{done} of {cases}"));
        Console.Error.Write("\r");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {report.Inputs} inputs, no finding; the slowest, case {report.SlowestCase} of {report.SlowestInput.Length} bytes, took {report.Slowest.TotalMilliseconds:F0} ms of processor time"));
        if (folder is null) continue;
        Directory.CreateDirectory(folder);
        await File.WriteAllBytesAsync(Path.Combine(folder, $"{target.Name}-{seed}-{report.SlowestCase}"), report.SlowestInput);
    }
    catch (InvalidOperationException finding)
    {
        Console.WriteLine($"{target.Name}: {finding}");
        return 1;
    }
}

return 0;
