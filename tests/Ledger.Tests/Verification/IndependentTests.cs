using Sekisho.Ledger.Reading;
using Sekisho.Ledger.Tests.Support;
using Sekisho.Testing;

namespace Sekisho.Ledger.Tests.Verification;

/// <summary>
/// A log written here is verified by an implementation that shares nothing with it: golang.org/x/mod/sumdb (Debian: golang-go,
/// golang-golang-x-mod-dev), built from source by the test.
/// </summary>
public sealed class IndependentTests
{
    private const string GoPath = "/usr/share/gocode";

    [GoFact]
    public async Task Another_implementation_verifies_note_tree_and_proofs()
    {
        await using var ledger = await new TestLedger().StartAsync();
        for (var n = 0; n < 67; n++) await ledger.AppendAsync((n * 1000) + 1, TestLedger.Entries(1000, n * 1000));
        var checkpoint = await ledger.CheckpointAsync();
        Assert.True(checkpoint.Size > 65_536, "three levels of tiles");
        var proofs = new List<string>();
        foreach (var index in new[] { 0, 255, 256, 65_535, 65_536, checkpoint.Size - 1 }) proofs.AddRange(await WriteProofAsync(ledger, index));

        var program = Path.Combine(ledger.Data, "verify");
        var built = await GoAsync(ledger.Data, "build", "-o", program, Path.Combine(AppContext.BaseDirectory, "Verification", "Independent", "verify.go"));
        Assert.True(built.ExitCode == 0, built.Output);
        var verified = await RunAsync(program, [ledger.Folders.Log, checkpoint.Vkey, .. proofs], []);
        Assert.True(verified.ExitCode == 0, verified.Output);
        Assert.Equal($"verified {checkpoint.Size} entries, 6 proofs, root {checkpoint.Root}", verified.Output.Trim());

        // And it finds what we changed: the test would see a verifier that says yes to everything.
        var bundle = Path.Combine(ledger.Folders.Log, "tile", "entries", "017");
        var bytes = await File.ReadAllBytesAsync(bundle);
        bytes[100] ^= 1;
        await File.WriteAllBytesAsync(bundle, bytes);
        Assert.Equal(1, (await RunAsync(program, [ledger.Folders.Log, checkpoint.Vkey], [])).ExitCode);
    }

    private static async Task<string[]> WriteProofAsync(TestLedger ledger, long index)
    {
        var reply = await ledger.Calls.SendAsync(LedgerCalls.Prove, new ProveRequest(index));
        var (proof, entry) = (Path.Combine(ledger.Data, $"{index}.tlog-proof"), Path.Combine(ledger.Data, $"{index}.entry"));
        await File.WriteAllTextAsync(proof, reply.Proof);
        await File.WriteAllBytesAsync(entry, reply.Entry!);
        return [proof, entry];
    }

    private static Task<(int ExitCode, string Output)> GoAsync(string folder, params string[] arguments) =>
        RunAsync(ProgramFactAttribute.Find("go")!, arguments, new()
        {
            ["GO111MODULE"] = "off",
            ["GOPATH"] = GoPath,
            ["GOCACHE"] = Path.Combine(folder, "go-cache"),
            ["GOFLAGS"] = "",
            ["GOPROXY"] = "off",
            ["CGO_ENABLED"] = "0",
        });

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, string[] arguments, Dictionary<string, string?> environment)
    {
        await using var run = RunningProgram.Start(program, arguments, environment: environment);
        // Go compiles its own library on the first build: a guard, not a pause.
        return (await run.WaitForExitAsync(TimeSpan.FromMinutes(5)), run.Output);
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class GoFactAttribute : FactAttribute
    {
        public GoFactAttribute()
        {
            if (ProgramFactAttribute.Find("go") is null) Skip = "SKIPPED: the program 'go' is not installed here (Debian: golang-go).";
            else if (!Directory.Exists(GoPath + "/src/golang.org/x/mod/sumdb")) Skip = "SKIPPED: golang.org/x/mod is not installed here (Debian: golang-golang-x-mod-dev).";
        }
    }
}
