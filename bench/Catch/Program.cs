using System.Diagnostics;
using System.Globalization;
using Sekisho.Bench.Catch;
using Sekisho.Inspect;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Language.Model;
using Sekisho.Inspect.Language.Training;
using Sekisho.Inspect.Verdicts;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Environment.GetEnvironmentVariable("SEKISHO_CORPORA") is not { Length: > 0 } corpora || !Directory.Exists(Path.Combine(corpora, "mail", "phishing")))
{
    Console.Error.WriteLine("Skipped: SEKISHO_CORPORA names no folder with mail/phishing.");
    return 0;
}

var watch = Stopwatch.StartNew();
var messages = Collections.Load(corpora, perTemplate: 14);
var names = args.Contains("--weights") ? new Dictionary<int, string>() : null;
var read = await Read.AllAsync(messages, names);
Console.Error.WriteLine($"read {read.Count} messages in {watch.Elapsed.TotalSeconds:0.0} s");
var families = Families.Find(messages, [.. read.Select(item => item.Words)]);
for (var i = 0; i < read.Count; i++) read[i].Family = families[i];
Console.Error.WriteLine($"{families.Distinct().Count()} families, {watch.Elapsed.TotalSeconds:0.0} s; phishing {Enumerable.Range(0, read.Count).Where(i => messages[i].Group == MessageGroup.Phishing).Select(i => families[i]).Distinct().Count()}");
var options = new TrainingOptions { Without = Made.Tokens(), GroupWeights = new Dictionary<string, double>(StringComparer.Ordinal) { ["bad"] = 1, ["old spam"] = 0.35, ["old good"] = 0.8, ["modern good"] = 1 } };
foreach (var arg in args)
{
    if (arg.StartsWith("cap=", StringComparison.Ordinal)) options = options with { MaxWeight = double.Parse(arg[4..]) };
    if (arg.StartsWith("decay=", StringComparison.Ordinal)) options = options with { Decay = double.Parse(arg[6..]) };
    if (arg.StartsWith("shape=", StringComparison.Ordinal)) options = options with { MaxShapeWeight = double.Parse(arg[6..]) };
    if (arg.StartsWith("step=", StringComparison.Ordinal)) options = options with { Step = double.Parse(arg[5..]) };
    if (arg.StartsWith("shape=", StringComparison.Ordinal)) options = options with { MaxShapeWeight = double.Parse(arg[6..]) };
    if (arg.StartsWith("step=", StringComparison.Ordinal)) options = options with { Step = double.Parse(arg[5..]) };
    if (arg.StartsWith("min=", StringComparison.Ordinal)) options = options with { MinFamilies = int.Parse(arg[4..]) };
    if (arg.StartsWith("rounds=", StringComparison.Ordinal)) options = options with { Rounds = int.Parse(arg[7..]) };
}

var folds = 5;
var probabilities = new double[read.Count];
for (var fold = 0; fold < folds; fold++)
{
    var model = new Trainer(options).Train([.. read.Where(item => item.Message.IsForTraining && FoldOf(item) != fold).Select(ExampleOf)]);
    for (var i = 0; i < read.Count; i++)
    {
        if (FoldOf(read[i]) != fold) continue;
        var features = read[i];
        probabilities[i] = Probability(model, features);
    }
}

Console.Error.WriteLine($"trained in {watch.Elapsed.TotalSeconds:0.0} s");
foreach (var group in Enum.GetValues<MessageGroup>())
{
    var at = Enumerable.Range(0, read.Count).Where(i => read[i].Message.Group == group).ToArray();
    Console.Write($"{group,-13} {at.Length,5}");
    foreach (var limit in (double[])[0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999]) Console.Write($"  {limit}: {at.Count(i => probabilities[i] >= limit) * 100.0 / at.Length,5:0.0}");
    Console.WriteLine();
}

foreach (var problem in MailRules.BuiltIn.Problems) Console.Error.WriteLine(problem);
var judge = new Judge(MailRules.BuiltIn, new InspectOptions());
var alone = new Verdict[read.Count];
var together = new Verdict[read.Count];
for (var i = 0; i < read.Count; i++)
{
    alone[i] = judge.Decide(read[i].Facts);
    var facts = new FactSet();
    foreach (var (key, value) in read[i].Facts.Values)
    {
        switch (value)
        {
            case string one: facts.Set(key, one); break;
            case string[] list: facts.Set(key, list); break;
            case long number: facts.Set(key, number); break;
            case double number: facts.Set(key, number); break;
            case bool truth: facts.Set(key, truth); break;
        }
    }

    facts.Set("language.probability", Math.Round(probabilities[i], 4));
    together[i] = judge.Decide(facts);
}

foreach (var group in Enum.GetValues<MessageGroup>())
{
    var at = Enumerable.Range(0, read.Count).Where(i => read[i].Message.Group == group).ToArray();
    Console.WriteLine($"{group,-13} {at.Length,5}  rules alone {at.Count(i => alone[i].Disposition != Disposition.Accept) * 100.0 / at.Length,6:0.00}  all {at.Count(i => together[i].Disposition != Disposition.Accept) * 100.0 / at.Length,6:0.00}  held {at.Count(i => together[i].Disposition == Disposition.Quarantine) * 100.0 / at.Length,6:0.00}  at 4: {at.Count(i => together[i].Score >= 4) * 100.0 / at.Length,6:0.00} 4.5: {at.Count(i => together[i].Score >= 4.5) * 100.0 / at.Length,6:0.00} 5: {at.Count(i => together[i].Score >= 5) * 100.0 / at.Length,6:0.00} 5.5: {at.Count(i => together[i].Score >= 5.5) * 100.0 / at.Length,6:0.00} 6: {at.Count(i => together[i].Score >= 6) * 100.0 / at.Length,6:0.00}");
}

if (read.FirstOrDefault(item => item.Facts.Values.ContainsKey("inspection.crashed")) is { } crashed) Console.WriteLine($"CRASHED {crashed.Message.Name} {crashed.Facts.Values["inspection.crashed"]}");
if (args.Contains("--facts"))
{
    foreach (var fact in (string[])["language.phrases", "language.phrases_insistent", "language.traits"])
    {
        foreach (var value in read.SelectMany(item => item.Facts.Values.GetValueOrDefault(fact) as string[] ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            Console.Write($"{fact["language.".Length..],-18} {value,-46}");
            foreach (var group in Enum.GetValues<MessageGroup>())
            {
                var of = read.Where(item => item.Message.Group == group).ToArray();
                Console.Write($" {of.Count(item => (item.Facts.Values.GetValueOrDefault(fact) as string[])?.Contains(value) ?? false) * 100.0 / of.Length,6:0.0}");
            }

            Console.WriteLine();
        }
    }
}

if (args.Contains("--pairs"))
{
    var sets = read.Select(item => new HashSet<string>((item.Facts.Values.GetValueOrDefault("language.traits") as string[] ?? []).Concat((item.Facts.Values.GetValueOrDefault("language.phrases") as string[] ?? []).Select(x => "P:" + x)).Concat((item.Facts.Values.GetValueOrDefault("language.phrases_insistent") as string[] ?? []).Select(x => "PP:" + x)), StringComparer.Ordinal)).ToArray();
    var all = sets.SelectMany(x => x).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
    var bad = read.Select(item => item.Message.Group == MessageGroup.Phishing).ToArray();
    var good = read.Select(item => item.Message.Group is not (MessageGroup.Phishing or MessageGroup.OldSpam)).ToArray();
    var rows = new List<(double, string)>();
    foreach (var a in all)
    foreach (var b in all)
    {
        if (string.CompareOrdinal(a, b) > 0) continue;
        var hit = Enumerable.Range(0, read.Count).Where(i => sets[i].Contains(a) && sets[i].Contains(b)).ToArray();
        var caught = hit.Count(i => bad[i]);
        var wrong = hit.Count(i => good[i]);
        var wrongFamilies = hit.Where(i => good[i]).Select(i => read[i].Family).Distinct().Count();
        if (caught >= 7 && wrong <= caught * 0.03) rows.Add((caught, $"{caught,4} {wrong,3} ({wrongFamilies})  {a} + {b}"));
    }

    foreach (var (_, line) in rows.OrderByDescending(row => row.Item1)) Console.WriteLine(line);
}

var show = args.FirstOrDefault(arg => arg.StartsWith("show=", StringComparison.Ordinal)) is { } text ? int.Parse(text[5..]) : 0;
foreach (var i in Enumerable.Range(0, read.Count).Where(i => read[i].Message.Group is not (MessageGroup.Phishing or MessageGroup.OldSpam) && (together[i].Disposition != Disposition.Accept || together[i].Score > 3.9)).OrderByDescending(i => together[i].Disposition).ThenByDescending(i => together[i].Score).Take(show * 2))
    Console.WriteLine($"FALSE {together[i].Score:0.0} p={probabilities[i]:0.000} {read[i].Message.Group} {read[i].Message.Name} {read[i].Facts.Values.GetValueOrDefault("subject")} [{string.Join(" ; ", together[i].Reasons.Select(reason => $"{reason.Points} {reason.Title} ({reason.Evidence[..Math.Min(70, reason.Evidence.Length)]})"))}]");
foreach (var i in Enumerable.Range(0, read.Count).Where(i => read[i].Message.Group is MessageGroup.Phishing && together[i].Score < 5 && together[i].Disposition == Disposition.Accept).OrderBy(i => together[i].Score).Take(show * 3))
    Console.WriteLine($"MISS {together[i].Score:0.0} p={probabilities[i]:0.000} {read[i].Message.Name} {read[i].Facts.Values.GetValueOrDefault("from.address")} | {read[i].Facts.Values.GetValueOrDefault("subject")} [{string.Join(" ; ", together[i].Reasons.Select(reason => $"{reason.Points} {reason.Title}"))}]");
var final = new Trainer(options).Train([.. read.Where(item => item.Message.IsForTraining).Select(ExampleOf)]);
Console.WriteLine($"model: {final.Known} tokens, scale {final.Scale}, bias {final.Bias:0.00}, slope {final.Slope:0.00}, shift {final.Shift:0.00}");
if (names is not null)
{
    var sorted = names.Select(name => (Weight: final.WeightOf(name.Key), name.Value)).OrderBy(item => item.Weight).ToList();
    Console.WriteLine("GOOD " + string.Join(", ", sorted.Take(150).Select(item => $"{item.Value} {item.Weight:0.00}")));
    Console.WriteLine("BAD " + string.Join(", ", sorted.AsEnumerable().Reverse().Take(250).Select(item => $"{item.Value} {item.Weight:0.00}")));
    Console.WriteLine("SHAPES " + string.Join(", ", sorted.Where(item => item.Value.Length > 0 && !item.Value.Contains('\'') || item.Value.Contains("sender's", StringComparison.Ordinal) && item.Value[^1] != '\'').Select(item => $"{item.Value} {item.Weight:0.00}")));
}

if (Array.IndexOf(args, "--train") is >= 0 and var option) await File.WriteAllBytesAsync(args[option + 1], final.ToBytes());
return 0;

static double Probability(LanguageModel model, Read item)
{
    var words = item.Words.Sum(word => model.WeightOf(word)) * Sekisho.Inspect.Language.Features.FeatureSet.ValueOf(item.Words.Length);
    var shapes = item.Shapes.Sum(shape => model.WeightOf(shape)) * Sekisho.Inspect.Language.Features.FeatureSet.ShapeValue;
    return model.ProbabilityOf(model.Bias + words + shapes);
}

int FoldOf(Read item) => (int)((uint)item.Family * 0x9E3779B1u >> 16) % folds;

static Example ExampleOf(Read item) => new(item.Words, item.Shapes, item.Message.Group is MessageGroup.Phishing or MessageGroup.OldSpam, item.Family, item.Message.Group switch
{
    MessageGroup.Phishing => "bad",
    MessageGroup.OldSpam => "old spam",
    MessageGroup.ModernGood or MessageGroup.ModernUnlike => "modern good",
    _ => "old good",
});
