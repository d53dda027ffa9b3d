using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Events.Tests.Fuzzing;

public sealed class EventsFuzzTests
{
    [Fact]
    public void No_bytes_make_the_reader_of_json_throw() => Assert.Equal(100_004, FuzzRun.Run(new EventsJsonTarget(), seed: 1, cases: 100_000));
}
