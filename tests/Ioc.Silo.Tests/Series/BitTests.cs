using FsCheck;
using FsCheck.Fluent;
using Ioc.Silo.Series;

namespace Ioc.Silo.Tests.Series;

public sealed class BitTests
{
    private static readonly Gen<(ulong Value, int Parameter)[]> Numbers =
        (from length in Gen.Choose(0, 64)
         from high in Gen.Choose(int.MinValue, int.MaxValue)
         from low in Gen.Choose(int.MinValue, int.MaxValue)
         from parameter in Gen.Choose(0, BitWriter.ParameterMax)
         select (length == 0 ? 0 : (((ulong)(uint)high << 32) | (uint)low) >> (64 - length), parameter)).ArrayOf();

    [Fact]
    public void What_is_written_is_read_in_whatever_lengths() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Numbers.ToArbitrary(), numbers =>
        {
            var bytes = new ByteWriter();
            var writer = new BitWriter(bytes);
            foreach (var (value, parameter) in numbers)
            {
                writer.Rice(value, parameter);
                writer.Bits(value & ((1UL << parameter) - 1), parameter);
            }

            writer.End();
            var reader = new BitReader(bytes.Written);
            foreach (var (value, parameter) in numbers)
            {
                Assert.Equal(value, reader.Rice(parameter));
                Assert.Equal(value & ((1UL << parameter) - 1), reader.Bits(parameter));
            }

            reader.End();
        }));

    [Fact]
    public void Behind_the_end_there_are_zeros_and_then_a_complaint()
    {
        var reader = new BitReader([0xFF]);
        Assert.Equal(0xFFUL, reader.Bits(8));
        reader.End();
        Assert.Equal(0UL, reader.Bits(1));
        try
        {
            reader.End();
            Assert.Fail("nothing was said");
        }
        catch (InvalidDataException)
        {
            // As it should be.
        }
    }
}
