using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.MailAuth.Tests.Fuzzing;

public sealed class MailAuthFuzzTests
{
    [Fact]
    public void No_bytes_make_the_readers_of_records_throw() => Assert.Equal(50_006, FuzzRun.Run(new MailAuthRecordsTarget(), seed: 1, cases: 50_000));

    [Fact]
    public void No_message_makes_authentication_throw() => Assert.Equal(20_004, FuzzRun.Run(new MailAuthMessageTarget(), seed: 1, cases: 20_000));

    [Fact]
    public void No_text_in_the_DNS_makes_the_examination_of_a_domain_throw() => Assert.Equal(5_007, FuzzRun.Run(new MailAuthPostureTarget(), seed: 1, cases: 5_000));

    [Fact]
    public void No_bytes_make_the_readers_of_reports_throw() => Assert.Equal(10_007, FuzzRun.Run(new MailAuthReportsTarget(), seed: 1, cases: 10_000));
}
