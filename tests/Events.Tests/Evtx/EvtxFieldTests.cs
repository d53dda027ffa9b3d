using Sekisho.Testing.Evtx;

namespace Sekisho.Events.Tests.Evtx;

public sealed class EvtxFieldTests
{
    private static readonly DateTimeOffset Time = new(2025, 3, 4, 5, 6, 7, 891, TimeSpan.Zero);

    [Fact]
    public void Members_of_System_and_EventData_have_the_names_that_rules_use()
    {
        var one = Single(new EvtxBuilder().Event(42, 4688, "Security", ("NewProcessName", EvtxValue.Text(@"C:\Windows\é.exe")), ("", EvtxValue.Text("unnamed"))));
        Assert.Equal("Test-Provider", one["Provider_Name"]);
        Assert.Equal("4688", one["EventID"]);
        Assert.Equal("Security", one["Channel"]);
        Assert.Equal("42", one["EventRecordID"]);
        Assert.Equal("2025-03-04T05:06:07.8910000Z", one["SystemTime"]);
        Assert.Equal(@"C:\Windows\é.exe", one["NewProcessName"]);
        Assert.Equal("unnamed", one["Data"]);
        Assert.Equal(Time, one.Time);
        Assert.Equal(42, one.Position);
        Assert.Equal("windows/security/process_creation", one.Source);
    }

    [Fact]
    public void Every_type_has_the_text_that_Windows_shows()
    {
        byte[] guid = [0x25, 0x96, 0x84, 0x54, 0x78, 0x54, 0x94, 0x49, 0xA5, 0xBA, 0x3E, 0x3B, 0x03, 0x28, 0xC3, 0x0D];
        (EvtxValue Value, string Text, EventValueKind Kind)[] cases =
        [
            (EvtxValue.Text("text\0\0"), "text", EventValueKind.Text),
            (EvtxValue.Text(""), "", EventValueKind.Text),
            (EvtxValue.Of(1, 0x3D, 0xD8, 0x00, 0xDE), "😀", EventValueKind.Text),
            (EvtxValue.Of(1, 0x3D, 0xD8), "\uFFFD", EventValueKind.Text),
            (EvtxValue.Of(2, (byte)'a', 0xE9, 0), "aé", EventValueKind.Text),
            (EvtxValue.Of(3, 0xFF), "-1", EventValueKind.Number),
            (EvtxValue.Of(4, 0xFF), "255", EventValueKind.Number),
            (EvtxValue.Of(5, 0xFE, 0xFF), "-2", EventValueKind.Number),
            (EvtxValue.UInt16(65535), "65535", EventValueKind.Number),
            (EvtxValue.Of(7, 0xFD, 0xFF, 0xFF, 0xFF), "-3", EventValueKind.Number),
            (EvtxValue.UInt32(uint.MaxValue), "4294967295", EventValueKind.Number),
            (EvtxValue.Of(9, 0xFC, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), "-4", EventValueKind.Number),
            (EvtxValue.UInt64(ulong.MaxValue), "18446744073709551615", EventValueKind.Number),
            (EvtxValue.Of(11, 0, 0, 0xC0, 0x3F), "1.5", EventValueKind.Number),
            (EvtxValue.Of(12, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F), "1.5", EventValueKind.Number),
            (EvtxValue.Of(13, 0, 0, 0, 0), "false", EventValueKind.Boolean),
            (EvtxValue.Of(13, 0, 2, 0, 0), "true", EventValueKind.Boolean),
            (EvtxValue.Of(14, 0x0A, 0xFF), "0AFF", EventValueKind.Text),
            (EvtxValue.Of(15, guid), "{54849625-5478-4994-A5BA-3E3B0328C30D}", EventValueKind.Text),
            (EvtxValue.Of(16, 0x10, 0, 0, 0, 0, 0, 0, 0), "0x10", EventValueKind.Text),
            (EvtxValue.FileTime(Time), "2025-03-04T05:06:07.8910000Z", EventValueKind.Text),
            (EvtxValue.Of(17, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF), "18446744073709551615", EventValueKind.Text),
            (EvtxValue.Of(18, 0xE9, 7, 3, 0, 2, 0, 4, 0, 5, 0, 6, 0, 7, 0, 0x7B, 3), "2025-03-04T05:06:07.891Z", EventValueKind.Text),
            (EvtxValue.Of(19, 1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0), "S-1-5-32-544", EventValueKind.Text),
            (EvtxValue.Of(20, 0xFF, 0xFF, 0x1F, 0), "0x1fffff", EventValueKind.Text),
            (EvtxValue.Of(21, 0, 0, 0, 0, 0, 0, 0, 0x80), "0x8000000000000000", EventValueKind.Text),
            (EvtxValue.Of(0x7F, 1, 2), "0102", EventValueKind.Text),
            (EvtxValue.Null, "", EventValueKind.Null),
        ];
        var one = Single(new EvtxBuilder().Event(1, 1, "Test", [.. cases.Select((item, index) => ($"V{index}", item.Value))]));
        for (var i = 0; i < cases.Length; i++) Assert.Equal(($"V{i}", cases[i].Kind, cases[i].Text), one.Values.Single(value => value.Name == $"V{i}"));
    }

    [Fact]
    public void An_array_is_several_values_of_one_name()
    {
        var one = Single(new EvtxBuilder().Event(1, 1, "Test",
            ("Texts", EvtxValue.Of(0x81, (byte)'a', 0, (byte)'b', 0, 0, 0, (byte)'c', 0, 0, 0)),
            ("Ansi", EvtxValue.Of(0x82, (byte)'x', 0, (byte)'y')),
            ("Numbers", EvtxValue.Of(0x86, 1, 0, 2, 0, 3)),
            ("Hex", EvtxValue.Of(0x94, 1, 0, 0, 0, 255, 0, 0, 0)),
            ("Sids", EvtxValue.Of(0x93, 1, 2))));
        Assert.Equal((string?[])["ab|c", "x|y", "1|2|3", "0x1|0xff", "0102"], (string?[])[one["Texts"], one["Ansi"], one["Numbers"], one["Hex"], one["Sids"]]);
    }

    [Fact]
    public void UserData_gives_its_leaves_and_their_attributes()
    {
        var one = Single(new EvtxBuilder().Record(7, Time, xml => xml.Header().Element("Event", all => all
            .Element("System", system => system.Element("EventID", attributes => attributes.Attribute("Qualifiers", value => value.Text("16384")), text => text.Text("1102")))
            .Element("UserData", user => user.Element("LogFileCleared", attributes => attributes.Attribute("xmlns", value => value.Text("http://example.org/ns")), inner => inner
                .Element("SubjectUserName", text => text.Text("ann"))
                .Element("Flags", attributes => attributes.Attribute("value", value => value.Text("80")), null)
                .Element("Empty")))).End()));
        Assert.Equal(("1102", "16384", "ann", "80"), (one["EventID"], one["EventID_Qualifiers"], one["SubjectUserName"], one["Flags_value"]));
        Assert.Equal(EventValueKind.Null, one.Values.Single(value => value.Name == "Empty").Kind);
        Assert.DoesNotContain(one.Values, value => value.Text.StartsWith("http:", StringComparison.Ordinal));
        Assert.Equal((7, Time), (one.Position, one.Time));
    }

    [Fact]
    public void Text_references_and_values_in_one_element_are_joined_and_white_space_between_elements_is_none()
    {
        var one = Single(new EvtxBuilder().Record(1, Time, xml => xml.Header().Template(9, body => body.Header().Element("Event", all => all
            .Text("\r\n ").Element("UserData", user => user.Element("A", inner => inner
                .Text("\n").Element("B", text => text.Text("x").Entity("lt").Character('y').Value(0).CData("]z").Value(5).Entity("unknown")).Text("\n")))).End(), EvtxValue.UInt32(7)).End()));
        Assert.Equal("x<y7]zunknown", one["B"]);
        Assert.Single(one.Values);
    }

    [Fact]
    public void Joined_text_may_be_long()
    {
        var half = new string('x', 5000);
        var one = Single(new EvtxBuilder().Record(1, Time, xml => xml.Header().Element("Event", all => all.Element("UserData", user => user.Element("A", inner => inner.Element("B", text => text.Text(half).Character('y').Text(half))))).End()));
        Assert.Equal(half + "y" + half, one["B"]);
    }

    [Fact]
    public void A_name_that_comes_with_the_record_names_its_field()
    {
        var one = Single(new EvtxBuilder().Record(1, Time, xml => xml.Header().Template(9, body => body.Header().Element("Event", all => all.Element("EventData", data => data
            .Element("Data", attributes => attributes.Attribute("Name", name => name.Value(0)), text => text.Value(1))
            .Element("Data", attributes => attributes.Attribute("Name", name => name.Value(2)), text => text.Value(1)))).End(),
            EvtxValue.Text("Image"), EvtxValue.Text("a.exe"), EvtxValue.Null).End()));
        Assert.Equal(("a.exe", "a.exe"), (one["Image"], one["Data"]));
    }

    [Fact]
    public void An_optional_value_that_is_not_there_takes_its_element_away()
    {
        var one = Single(new EvtxBuilder().Record(1, Time, xml => xml.Header().Template(9, body => body.Header().Element("Event", all => all.Element("EventData", data => data
            .Element("Data", attributes => attributes.Attribute("Name", name => name.Text("A")), text => text.Value(0, optional: true))
            .Element("Data", attributes => attributes.Attribute("Name", name => name.Text("B")), text => text.Value(0))
            .Element("Data", attributes => attributes.Attribute("Name", name => name.Text("C")), text => text.Value(1)))).End(),
            EvtxValue.Null, EvtxValue.Text("c")).End()));
        Assert.Equal(["B", "C"], one.Values.Select(value => value.Name));
    }

    [Fact]
    public void Elements_directly_in_a_value_have_no_dependency_number()
    {
        var one = Single(new EvtxBuilder().Record(1, Time, xml => xml.Header().Template(9, body => body.Header().Element("Event", all => all.Value(0, 0x21)).End(),
            EvtxValue.Xml(inner =>
            {
                inner.WithDependencies = false;
                inner.Header().Element("EventData", data => data.Element("Data", attributes => attributes.Attribute("Name", name => name.Text("A")), text => text.Text("1"))).End();
            })).End()));
        Assert.Equal("1", one["A"]);
    }

    private static ReadEvent Single(EvtxBuilder builder)
    {
        var reading = Reading.Of(builder.ToBytes(), EventFormat.Evtx);
        Assert.Empty(reading.Problems);
        return Assert.Single(reading.Events);
    }
}
