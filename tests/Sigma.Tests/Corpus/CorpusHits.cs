using Sekisho.Commands.Detect;
using Sekisho.Events;
using Sekisho.Sigma.Matching;

namespace Sekisho.Sigma.Tests.Corpus;

/// <summary>Reads logs of the corpora for the engine.</summary>
internal static class CorpusHits
{
    /// <summary>Gives every event of a log; nothing may be skipped.</summary>
    public static void Read(Stream stream, EventFormat format, RuleSet rules, Action<RecordFields> each)
    {
        var options = new EventReaderOptions();
        var fields = new RecordFields(options.Names, rules);
        using var reader = EventReaders.Open(stream, format, options)!;
        for (var status = reader.Read(fields.Record); status != EventReadStatus.End; status = reader.Read(fields.Record))
        {
            Assert.True(status == EventReadStatus.Event, reader.Problem);
            fields.Taken();
            each(fields);
        }
    }
}
