using System.Diagnostics;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ioc.Dashboard.Api;

/// <summary>What is wrong with a row, or with the one device that a screen registers, as a refusal.</summary>
internal static class RowFaults
{
    public static ImportError Error(int row, RowFault fault) => new(row, fault.Words, Problem.TypePrefix + EnumWords<Refusal>.Word(Of(fault.Reason)), fault.Args);

    public static ProblemHttpResult Refuse(RowFault fault) =>
        Problem.Of(StatusCodes.Status422UnprocessableEntity, fault.Words + ".", Of(fault.Reason), [.. fault.Args.Select(pair => (pair.Key, pair.Value))]);

    private static Refusal Of(RowFaultReason reason) => reason switch
    {
        RowFaultReason.NotRead => Refusal.RowNotRead,
        RowFaultReason.FieldMissing => Refusal.RowFieldMissing,
        RowFaultReason.FieldTooLong => Refusal.RowFieldTooLong,
        RowFaultReason.FieldInvalid => Refusal.RowFieldInvalid,
        RowFaultReason.OutOfRange => Refusal.RowOutOfRange,
        RowFaultReason.WordUnknown => Refusal.RowWordUnknown,
        RowFaultReason.TooMany => Refusal.RowTooMany,
        RowFaultReason.UnitUnknown => Refusal.RowUnitUnknown,
        RowFaultReason.HamletElsewhere => Refusal.RowHamletElsewhere,
        RowFaultReason.PartForeign => Refusal.RowPartForeign,
        RowFaultReason.Twice => Refusal.RowTwice,
        RowFaultReason.ParentsRing => Refusal.RowParentsRing,
        RowFaultReason.DatesTurned => Refusal.RowDatesTurned,
        RowFaultReason.NameTaken => Refusal.RowNameTaken,
        RowFaultReason.Foreign => Refusal.RowForeign,
        _ => throw new UnreachableException($"BUG: {reason}"),
    };
}
