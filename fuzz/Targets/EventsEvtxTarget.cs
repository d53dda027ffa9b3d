using Sekisho.Events;
using Sekisho.Testing.Evtx;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Fuzz.Targets;

/// <summary>
/// Windows event logs: whole files, chunks alone, elements without templates. Mutations rarely keep checksums and
/// sizes, so one seed has many short records, and the reader goes on behind what is broken.
/// </summary>
public sealed class EventsEvtxTarget : IFuzzTarget
{
    private static readonly DateTimeOffset Time = new(2025, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public string Name => "events-evtx";

    public IReadOnlyList<byte[]> Seeds { get; } =
    [
        Cut(Many().ToBytes(), 4096, 6000),
        Cut(Many().ToBytes(), 0, 4096 + 3000),
        Cut(Plain().ToBytes(), 4096, 3000),
        Cut(Nested().ToBytes(), 4096, 3000),
    ];

    public void Run(byte[] input) => EventsReading.Check(EventFormat.Evtx, input, new EventReaderOptions { MaxDepth = 16 });

    private static byte[] Cut(byte[] file, int start, int length) => file[start..(start + length)];

    private static EvtxBuilder Many()
    {
        var builder = new EvtxBuilder();
        for (var i = 1; i <= 6; i++)
            builder.Event(i, 4688, "Security", ("A", EvtxValue.Text("x")), ("B", EvtxValue.UInt32(7)), ("C", EvtxValue.Of(0x81, 65, 0, 0, 0, 66, 0)), ("D", EvtxValue.Of(19, 1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0)), ("E", EvtxValue.Of(0x94, 1, 0, 0, 0)));
        return builder;
    }

    private static EvtxBuilder Plain() => new EvtxBuilder().Record(1, Time, xml => xml.Header().Element("Event", all => all
        .Element("System", system => system.Element("EventID", attributes => attributes.Attribute("Q", value => value.Text("1")), text => text.Text("1102").Entity("amp").Character('x').CData("y")))
        .Element("UserData", user => user.Element("A", inner => inner.Element("B").Element("C", text => text.Text("c"))))).End());

    private static EvtxBuilder Nested() => new EvtxBuilder().Record(1, Time, xml => xml.Header().Template(5, body => body.Header().Element("Event", all => all
        .Element("EventData", data => data.Element("Data", attributes => attributes.Attribute("Name", name => name.Value(0)), text => text.Value(1, optional: true))).Value(2, 0x21)).End(),
        EvtxValue.Text("N"), EvtxValue.Null, EvtxValue.Xml(inner => inner.Header().Template(6, body => body.Element("UserData", user => user.Element("X", text => text.Value(0))).End(), EvtxValue.UInt64(9)).End())).End());
}
