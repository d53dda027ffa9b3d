using System.Text.Json;
using Sekisho.Inspect;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>Whole messages through every signal: no signal crashes, every fact is documented, the verdict can be written as JSON and read again.</summary>
public sealed class InspectMessageTarget : IFuzzTarget
{
    private static readonly InspectRequest Request = new() { Id = "fuzz" };

    private readonly Inspector _inspector = Inspector.Create(new InspectOptions());

    public string Name => "inspect-message";

    public IReadOnlyList<byte[]> Seeds => InspectSeeds.Messages;

    public void Run(byte[] input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var verdict = _inspector.RunAsync(Request, input, default).AsTask().GetAwaiter().GetResult();
        if (verdict.Reasons.FirstOrDefault(reason => reason.Code == ReasonCode.InspectionCrashed) is { } crash) throw new InvalidOperationException(crash.Evidence);
        foreach (var name in verdict.Facts.Values.Keys)
            if (!FactCatalogue.ByName.ContainsKey(name))
                throw new InvalidOperationException($"The fact '{name}' is not documented.");
        var json = JsonSerializer.SerializeToUtf8Bytes(verdict, InspectJson.Default.Verdict);
        var again = JsonSerializer.Deserialize(json, InspectJson.Default.Verdict)!;
        if (again.Disposition != verdict.Disposition || again.Facts.Values.Count != verdict.Facts.Values.Count) throw new InvalidOperationException("The verdict reads differently from JSON.");
    }
}
