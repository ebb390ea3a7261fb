using SparseGen.Generators.Emission;
using SparseGen.Generators.Emission.Cpu;
using SparseGen.Generators.Emission.Gpu;
using SparseGen.Generators.Planning;
using SparseGen.Generators.Program;

namespace SparseGen.Generators.Ops;

/// <summary>The gradient of a product's bias: the sum of the output's gradient over the batch and all dimensions but the bias's own.</summary>
internal sealed class BiasGradientOp(Value outputGradient, Value biasGradient, Extents extents, Strides strides, BiasAxis axis)
    : Op([outputGradient], [biasGradient])
{
    /// <summary>Sums that grow beside each other: an addition takes a few cycles, and a core begins one or two in each.</summary>
    private const int Chains = 4;

    public override void Differentiate(GradientBuilder gradients) =>
        throw new NotSupportedException("Second derivatives are not part of reverse mode.");

    public override void Tangent(TangentBuilder tangents) => tangents.AddLinear(this);

    public override Op Clone(IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        new BiasGradientOp(inputs[0], outputs[0], extents, strides, axis);

    public override bool CanPack(Value value) =>
        axis == BiasAxis.Columns && extents.Groups == 1 && strides.Column == 1 && strides.Row == extents.Columns && value.Size == extents.Rows * extents.Columns;

    public override void EmitCpu(CpuContext cpu)
    {
        cpu.AddsToGradient((long)extents.Groups * (axis == BiasAxis.Columns ? extents.Rows : extents.Columns), Inputs[0].IsPacked ? SumBlock.PackedRows : SumBlock.Terms);
        if (Inputs[0].IsPacked)
        {
            cpu.Call("PackedValues.AddSums", cpu.Ref(Inputs[0]), cpu.Ref(Output), Text.Of(extents.Columns), CpuContext.Rows(extents.Rows));
        }
        else if (axis == BiasAxis.Columns)
        {
            string kernel = cpu.Kernel($"ColumnSums|{extents.Columns}|{strides.Row}", $"ColumnSums{Text.Name(extents.Columns)}", WriteColumnSums);
            cpu.Call(kernel, cpu.Ref(Inputs[0]), cpu.Ref(Output), CpuContext.Rows(extents.Groups * extents.Rows));
        }
        else
        {
            string key = $"RowSums|{extents}|{strides}|{Inputs[0].Size}";
            string kernel = cpu.Kernel(key, $"RowSums{Text.Name(extents.Rows, extents.Columns)}", WriteRowSums);
            cpu.Call(kernel, cpu.Ref(Inputs[0]), cpu.Ref(Output), CpuContext.Samples);
        }
    }

    public override void EmitGpu(GpuContext gpu)
    {
        bool isColumns = axis == BiasAxis.Columns;
        (int length, int stride, int others, int otherStride) = isColumns
            ? (extents.Columns, strides.Column, extents.Rows, strides.Row)
            : (extents.Rows, strides.Row, extents.Columns, strides.Column);
        var sum = new Axis((others, otherStride), (extents.Groups, strides.Group), (0, Inputs[0].Size));
        string form = isColumns ? "ColumnSums" : "RowSums";
        string kernel = gpu.Kernel(
            $"{form}|{length}|{stride}|{sum}", $"{form}{Text.Name(length)}", () => isColumns ? CreateColumnSums(sum) : CreateRowSums(sum));
        gpu.Call(kernel, gpu.View(Inputs[0]), gpu.View(Output), GpuContext.Times((long)extents.Groups * others));
    }

    private GpuKernel CreateColumnSums(Axis rows) => new GpuColumns
    {
        Summary = $"sums[n] += sum over the rows of values[row, n], for {extents.Columns} columns.",
        Views = ["values"],
        Column = "column",
        Count = extents.Columns,
        Start = ["float sum = 0f;"],
        Row = [$"sum += values[{rows.At("row")} + {Text.Times("column", strides.Column)}];"],
        Gradients = [("sums", "sum")],
    }.Create();

    /// <summary>A group of threads a row; the columns of the batch are split between groups, then between threads.</summary>
    private GpuKernel CreateRowSums(Axis columns) => new()
    {
        Summary = $"sums[m] += sum over the samples and n of values[m, n], for {extents.Rows} rows.",
        Views = ["values"],
        Arguments = ["columns"],
        Numbers = ["columns", "chunk"],
        Preparation = "int splits = frame.Split(columns, out int chunk);",
        Gradients = [("sums", extents.Rows)],
        Configuration = GpuKernel.Groups(Text.Of(extents.Rows), "splits"),
        Body = code =>
        {
            code.Lines($"""
                ArrayView<float> sums = SharedMemory.Allocate<float>({GpuKernel.Threads});
                int row = Grid.IdxX;
                int first = Grid.IdxY * chunk;
                int last = IntrinsicMath.Min(first + chunk, columns);
                float total = 0f;
                """);
            using (code.Block($"for (int block = first; block < last; block += {GpuKernel.Threads * SumBlock.GpuTerms})"))
            {
                code.Line($"int end = IntrinsicMath.Min(block + {GpuKernel.Threads * SumBlock.GpuTerms}, last);");
                code.Line("float sum = 0f;");
                using (code.Block($"for (int column = block + Group.IdxX; column < end; column += {GpuKernel.Threads})"))
                {
                    code.Line($"sum += values[{Text.Times("row", strides.Row)} + {columns.At("column")}];");
                }

                code.Line("total += sum;");
            }

            code.Line("sums[Group.IdxX] = total;");
            code.Line("Group.Barrier();");
            using (code.Block("if (Group.IdxX == 0)"))
            {
                code.Line("total = 0f;");
                using (code.Block($"for (int i = 0; i < {GpuKernel.Threads}; i++)"))
                {
                    code.Line("total += sums[i];");
                }

                code.Line($"partials[Grid.IdxY * {extents.Rows} + row] = total;");
            }
        },
    };

    private void WriteColumnSums(CodeWriter code, string name)
    {
        code.Summary($"sums[n] += sum over the rows of values[row, n], for {extents.Columns} columns.");
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float values, ref float sums, int rows)", CpuContext.Constraints))
        using (code.Block($"for (int first = 0; first < rows; first += {SumBlock.Terms})"))
        {
            code.Line($"int count = Math.Min(rows - first, {SumBlock.Terms});");
            code.Line("int column = 0;");
            if (extents.Columns >= Chains)
            {
                code.Line();
                WriteStrips(code);
                code.Line();
            }

            WriteColumns(code);
            code.Line();
            code.Line($"values = ref Unsafe.Add(ref values, count * {Text.Of(strides.Row)});");
        }
    }

    /// <summary>Four vectors of columns, each a chain of additions from zero: four of them hide the latency of one.</summary>
    private void WriteStrips(CodeWriter code)
    {
        using (code.Block($"for (; column <= {extents.Columns} - {Chains} * TSimd.Width; column += {Chains} * TSimd.Width)"))
        {
            code.Line("TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero, sum2 = TSimd.Zero, sum3 = TSimd.Zero;");
            code.Line("ref float value = ref Unsafe.Add(ref values, column);");
            using (code.Block("for (int row = 0; row < count; row++)"))
            {
                for (int chain = 0; chain < Chains; chain++)
                {
                    code.Line($"sum{chain} = TSimd.Add(sum{chain}, TSimd.Load(ref {(chain == 0 ? "value" : $"Unsafe.Add(ref value, {chain} * TSimd.Width)")}));");
                }

                code.Line($"value = ref Unsafe.Add(ref value, {Text.Of(strides.Row)});");
            }

            code.Line();
            code.Line("ref float target = ref Unsafe.Add(ref sums, column);");
            for (int chain = 0; chain < Chains; chain++)
            {
                string at = chain == 0 ? "target" : $"Unsafe.Add(ref target, {chain} * TSimd.Width)";
                code.Line($"TSimd.Store(ref {at}, TSimd.Add(TSimd.Load(ref {at}), sum{chain}));");
            }
        }
    }

    /// <summary>One vector of columns, every fourth row a chain.</summary>
    private void WriteColumns(CodeWriter code)
    {
        using (code.Block($"for (; column < {extents.Columns}; column += TSimd.Width)"))
        {
            code.Line("TVector sum0 = TSimd.Zero, sum1 = TSimd.Zero, sum2 = TSimd.Zero, sum3 = TSimd.Zero;");
            code.Line("ref float value = ref Unsafe.Add(ref values, column);");
            code.Line("int row = 0;");
            using (code.Block($"for (; row <= count - {Chains}; row += {Chains})"))
            {
                for (int chain = 0; chain < Chains; chain++)
                {
                    code.Line($"sum{chain} = TSimd.Add(sum{chain}, TSimd.Load(ref {(chain == 0 ? "value" : $"Unsafe.Add(ref value, {Text.Of((long)chain * strides.Row)})")}));");
                }

                code.Line($"value = ref Unsafe.Add(ref value, {Text.Of((long)Chains * strides.Row)});");
            }

            code.Line();
            using (code.Block("for (; row < count; row++)"))
            {
                code.Line("sum0 = TSimd.Add(sum0, TSimd.Load(ref value));");
                code.Line($"value = ref Unsafe.Add(ref value, {Text.Of(strides.Row)});");
            }

            code.Lines($"""

                TVector sum = TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3));
                ref float target = ref Unsafe.Add(ref sums, column);
                Lanes.Store<TSimd, TVector>(ref target, TSimd.Add(Lanes.Load<TSimd, TVector>(ref target, {extents.Columns} - column), sum), {extents.Columns} - column);
                """);
        }
    }

    private void WriteRowSums(CodeWriter code, string name)
    {
        code.Summary($"sums[m] += sum over the samples and n of values[m, n], for {extents.Rows} rows and {extents.Columns} columns.");
        using (code.Block($"private static void {name}<TSimd, TVector>(ref float values, ref float sums, int samples)", CpuContext.Constraints))
        {
            using (code.Block($"for (int row = 0; row < {extents.Rows}; row++)"))
            {
                code.Line("TVector total = TSimd.Zero;");
                using (code.Block("for (int sample = 0; sample < samples; sample++)"))
                {
                    code.Line($"ref float value = ref Unsafe.Add(ref values, sample * {Inputs[0].Size} + row * {strides.Row});");
                    using (code.Block($"for (int first = 0; first < {extents.Columns}; first += {SumBlock.Terms} * TSimd.Width)"))
                    {
                        code.Line($"int last = Math.Min(first + {SumBlock.Terms} * TSimd.Width, {extents.Columns});");
                        code.Line("TVector sum = TSimd.Zero;");
                        using (code.Block("for (int column = first; column < last; column += TSimd.Width)"))
                        {
                            code.Line($"sum = TSimd.Add(sum, Lanes.Load<TSimd, TVector>(ref Unsafe.Add(ref value, column), {extents.Columns} - column));");
                        }

                        code.Line();
                        code.Line("total = TSimd.Add(total, sum);");
                    }
                }

                code.Line();
                code.Line("Unsafe.Add(ref sums, row) += TSimd.Sum(total);");
            }
        }
    }
}
