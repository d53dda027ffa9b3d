using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Dns.Tests.Fuzzing;

public sealed class DnsFuzzTests
{
    [Fact]
    public void No_bytes_make_the_reader_of_messages_throw() => Assert.Equal(100_006, FuzzRun.Run(new DnsMessageTarget(), seed: 1, cases: 100_000));
}
