using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Identity.Tests.Fuzzing;

public sealed class IdentityFuzzTests
{
    [Fact]
    public void No_bytes_make_the_readers_of_passkeys_throw() => Assert.Equal(50_007, FuzzRun.Run(new IdentityPasskeyTarget(), seed: 1, cases: 50_000));

    [Fact]
    public void No_bytes_make_the_list_of_leaked_passwords_throw() => Assert.Equal(10_003, FuzzRun.Run(new IdentityBreachedTarget(), seed: 1, cases: 10_000));

    [Fact]
    public void No_bytes_make_the_reader_of_scram_throw() => Assert.Equal(50_002, FuzzRun.Run(new IdentityScramTarget(), seed: 1, cases: 50_000));

    [Fact]
    public void No_bytes_make_the_readers_of_records_throw() => Assert.Equal(20_006, FuzzRun.Run(new IdentityRecordsTarget(), seed: 1, cases: 20_000));
}
