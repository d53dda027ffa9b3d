using System.Globalization;
using Sekisho.Bench.Catch;
using Sekisho.Bench.Catch.Peers;
using Sekisho.Inspect.Judging;
using Sekisho.Inspect.Verdicts;

// Sekisho.Bench.Catch [--docs FILE] [--train FILE] [--show N] [--weights N] [--alone] [--no-speed]: what inspection catches and what it stops wrongly, over the labelled
// messages of the corpora (SEKISHO_CORPORA) and modern good mail written here; beside Rspamd and SpamAssassin where they are installed, without
// them with --alone. --docs writes the report, --train the product's classifier,
// --show lists what went wrong with its reasons (of the letters kept out of tuning only with --kept), --weights what the classifier has learned.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Environment.GetEnvironmentVariable("SEKISHO_CORPORA") is not { Length: > 0 } corpora || !Directory.Exists(Path.Combine(corpora, "mail", "phishing")))
{
    Console.Error.WriteLine("Skipped: there are no messages. Set SEKISHO_CORPORA to a folder with mail/phishing, mail/ham and mail/spam.");
    return 0;
}

foreach (var problem in MailRules.BuiltIn.Problems) Console.Error.WriteLine(problem);
var messages = Collections.Load(corpora, perTemplate: 14);
var names = Value("--weights") is null ? null : new Dictionary<int, string>();
var read = await Read.AllAsync(messages, names);
var families = Families.Find(messages, [.. read.Select(item => item.Words)]);
for (var i = 0; i < read.Count; i++) read[i].Family = families[i];
var judged = CrossValidation.Run(read);
var model = CrossValidation.Train(read);
if (Value("--train") is { } modelFile) await File.WriteAllBytesAsync(modelFile, model.ToBytes());
var speed = args.Contains("--no-speed") ? "not measured\n" : await Speed.MeasureAsync([.. messages.Where(message => message.Template is null)], rounds: 3);
var beside = args.Contains("--alone") ? "" : await BesidePeers.WriteAsync(judged, CancellationToken.None);
var report = Report.Write(judged, model.Known, beside, speed);
Console.Write(report);
if (Value("--docs") is { } docs) await File.WriteAllTextAsync(docs, report);
if (Value("--show") is { } shown) Show(int.Parse(shown, CultureInfo.InvariantCulture));
if (names is not null) ShowWeights(int.Parse(Value("--weights")!, CultureInfo.InvariantCulture));
return 0;

string? Value(string option) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

void Show(int count)
{
    foreach (var item in judged.Where(item => !item.IsBad && (item.Group != MessageGroup.KeptLetters || args.Contains("--kept")) && (item.Verdict.Disposition != Disposition.Accept || item.Verdict.Score >= 4)).OrderByDescending(item => item.Verdict.Disposition).ThenByDescending(item => item.Verdict.Score).Take(count)) Tell("FALSE", item);
    foreach (var item in judged.Where(item => item.Group == MessageGroup.Phishing && item.Verdict.Disposition == Disposition.Accept).OrderBy(item => item.Verdict.Score).Take(count)) Tell("MISSED", item);
}

void Tell(string what, Judged item) =>
    Console.WriteLine($"{what} {item.Verdict.Score:0.0} p={item.Probability:0.000} {item.Group} {item.Read.Message.Name} {item.Read.Facts.Values.GetValueOrDefault("from.address")} | {item.Read.Facts.Values.GetValueOrDefault("subject")} [{string.Join("; ", item.Verdict.Reasons.Select(reason => $"{reason.Points} {reason.Title} ({reason.Evidence})"))}]");

void ShowWeights(int count)
{
    var sorted = names.Select(name => (Weight: model.WeightOf(name.Key), name.Value)).OrderBy(item => item.Weight).ToList();
    Console.WriteLine("FOR     " + string.Join(", ", sorted.Take(count).Select(item => $"{item.Value} {item.Weight:0.00}")));
    Console.WriteLine("AGAINST " + string.Join(", ", sorted.AsEnumerable().Reverse().Take(count).Select(item => $"{item.Value} {item.Weight:0.00}")));
}
