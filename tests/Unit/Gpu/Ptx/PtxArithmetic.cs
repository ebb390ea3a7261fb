using SparseGen.Tests.Kernels;

namespace SparseGen.Tests.Gpu.Ptx;

/// <summary>What instructions make of up to three operands, all of them bits.</summary>
internal static class PtxArithmetic
{
    public static Func<ulong, ulong, ulong, ulong> Of(string name) => name switch
    {
        "mov.b32" or "mov.u32" or "mov.f32" or "cvt.u32.u64" => static (a, _, _) => (uint)a,
        "mov.b64" or "mov.u64" or "mov.pred" or "cvta.to.global.u64" => static (a, _, _) => a,
        "cvt.u64.u32" => static (a, _, _) => (uint)a,
        "cvt.s64.s32" => static (a, _, _) => (ulong)(int)a,
        "cvt.s32.s64" or "cvt.s32.u64" => static (a, _, _) => (uint)a,
        "add.s32" or "add.u32" => static (a, b, _) => (uint)(a + b),
        "add.u64" or "add.s64" => static (a, b, _) => a + b,
        "sub.s32" => static (a, b, _) => (uint)(a - b),
        "neg.s32" => static (a, _, _) => (uint)-(int)a,
        "mul.lo.s32" => static (a, b, _) => (uint)(a * b),
        "mad.lo.s32" => static (a, b, c) => (uint)((a * b) + c),
        "mul.lo.u64" or "mul.lo.s64" => static (a, b, _) => a * b,
        "mad.lo.u64" or "mad.lo.s64" => static (a, b, c) => (a * b) + c,
        "mul.wide.u32" => static (a, b, _) => (ulong)(uint)a * (uint)b,
        "mul.wide.s32" => static (a, b, _) => (ulong)((long)(int)a * (int)b),
        "rem.s32" => static (a, b, _) => (uint)((int)a % (int)b),
        "shl.b32" => static (a, b, _) => (uint)a << (int)b,
        "shr.s32" => static (a, b, _) => (uint)((int)a >> (int)b),
        "shr.u32" => static (a, b, _) => (uint)a >> (int)b,
        "shl.b64" => static (a, b, _) => a << (int)b,
        "shr.u64" => static (a, b, _) => a >> (int)b,
        "and.b32" or "and.pred" => static (a, b, _) => a & b,
        "or.b32" or "or.pred" => static (a, b, _) => a | b,
        "not.pred" => static (a, _, _) => a ^ 1,
        "min.s32" => static (a, b, _) => (uint)Math.Min((int)a, (int)b),
        "max.s32" => static (a, b, _) => (uint)Math.Max((int)a, (int)b),
        "selp.b32" or "selp.f32" => static (a, b, c) => (uint)(c != 0 ? a : b),
        "setp.lt.s32" => static (a, b, _) => (int)a < (int)b ? 1UL : 0,
        "setp.le.s32" => static (a, b, _) => (int)a <= (int)b ? 1UL : 0,
        "setp.gt.s32" => static (a, b, _) => (int)a > (int)b ? 1UL : 0,
        "setp.ge.s32" => static (a, b, _) => (int)a >= (int)b ? 1UL : 0,
        "setp.eq.s32" => static (a, b, _) => (int)a == (int)b ? 1UL : 0,
        "setp.ne.s32" => static (a, b, _) => (int)a != (int)b ? 1UL : 0,
        "add.f32" => Floats(static (a, b, _) => a + b),
        "sub.f32" => Floats(static (a, b, _) => a - b),
        "mul.f32" => Floats(static (a, b, _) => a * b),
        "fma.rn.f32" => Floats(MathF.FusedMultiplyAdd),
        "max.f32" => Floats(static (a, b, _) => MathF.Max(a, b)),
        "cvt.rna.tf32.f32" => Floats(static (a, _, _) => TensorRounding.ToTf32(a)),
        "cvt.rn.bf16x2.f32" => static (high, low, _) => (Bits(TensorRounding.ToBf16(Number(high))) & 0xFFFF0000) | (Bits(TensorRounding.ToBf16(Number(low))) >> 16),
        _ => throw new NotSupportedException(name),
    };

    private static Func<ulong, ulong, ulong, ulong> Floats(Func<float, float, float, float> compute) => (a, b, c) => Bits(compute(Number(a), Number(b), Number(c)));

    private static float Number(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    private static uint Bits(float number) => BitConverter.SingleToUInt32Bits(number);
}
