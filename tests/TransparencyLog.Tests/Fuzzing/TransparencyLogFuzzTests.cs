using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.TransparencyLog.Tests.Fuzzing;

public sealed class TransparencyLogFuzzTests
{
    [Fact]
    public void No_bytes_make_the_readers_of_notes_throw() => Assert.Equal(30_004, FuzzRun.Run(new TransparencyLogNoteTarget(), seed: 1, cases: 30_000));

    [Fact]
    public void No_bytes_make_the_readers_of_proofs_and_requests_throw() => Assert.Equal(30_002, FuzzRun.Run(new TransparencyLogProofTarget(), seed: 1, cases: 30_000));

    [Fact]
    public void No_bytes_make_the_readers_of_bundles_and_paths_throw() => Assert.Equal(30_004, FuzzRun.Run(new TransparencyLogBundleTarget(), seed: 1, cases: 30_000));
}
