using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Smtp.Tests.Client;

public sealed class ClientFuzzTests
{
    [Fact]
    public void Nothing_that_a_server_says_makes_the_client_throw() => Assert.Equal(10_005, FuzzRun.Run(new SmtpClientReplyTarget(), seed: 1, cases: 10_000));
}
