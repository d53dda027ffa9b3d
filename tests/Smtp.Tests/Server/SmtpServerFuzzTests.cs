using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Smtp.Tests.Server;

public sealed class SmtpServerFuzzTests
{
    [Fact]
    public void Thousands_of_broken_clients_find_nothing() => Assert.Equal(6 + 5000, FuzzRun.Run(new SmtpServerTarget(), seed: 7, cases: 5000));
}
