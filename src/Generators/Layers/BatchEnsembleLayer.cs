using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.Ops;
using SparseGen.Generators.Parsing;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Layers;

/// <summary>
/// y_i = s_i * (W (r_i * x_i)) + b_i for member i (Wen et al. 2020, arXiv 2002.06715; Gorishniy et al. 2024, arXiv 2410.24210). Members are rows of one matrix to
/// the product; what each has of its own scales the sample as one row.
/// </summary>
internal sealed class BatchEnsembleLayer : Layer
{
    public override string DefaultName => "ensemble";

    public override Shape? Infer(LayerSpec spec, Shape input, DiagnosticBag problems)
    {
        if (!(problems.RequirePositive(spec, "members") & problems.RequirePositive(spec, "outputs") & problems.RejectImage(spec, input)))
        {
            return null;
        }

        (int members, int outputs) = (spec.Int("members"), spec.Int("outputs"));
        if (input.IsTokens && input.Dimensions[0] != members)
        {
            problems.Report(Descriptors.OtherMembers, spec.Kind, members, input, input.Dimensions[0]);
            return null;
        }

        return LayerSequence.Fits(spec, Shape.Of(members, 1), input.Last, problems) ? Shape.Of(members, outputs) : null;
    }

    public override Value Lower(LayerSpec spec, Value input, ProgramBuilder builder)
    {
        (int members, int outputs, int inputs) = (spec.Int("members"), spec.Int("outputs"), input.Shape.Last);
        string fan = StandardMlpBlockLayer.FanIn(inputs);
        Value weight = builder.Parameter("weight", Shape.Of(outputs, inputs), fan, ParameterStorage.Panels);
        Value r = builder.Parameter("r", Shape.Of(members, inputs), input.Shape.IsVector ? "Initializer.RandomSigns" : "Initializer.Ones");
        Value s = builder.Parameter("s", Shape.Of(members, outputs), "Initializer.Ones");
        Value? bias = spec.Bool("Bias", true)
            ? builder.Parameter("bias", s.Shape, $"Initializer.Repeated({fan}, {Emission.Text.Of(members)})")
            : null;

        Value own = input.Shape.IsVector
            ? builder.Append(new BroadcastOp(input, builder.Activation("members", r.Shape), BiasAxis.Columns, 1))
            : input;
        Value mapped = LinearLayer.Product(builder, Scale(builder, own, r, null), weight, null);
        return Scale(builder, mapped, s, bias);
    }

    /// <summary>Numbers of each member times factors of each member: the sample is one row of them all.</summary>
    private static Value Scale(ProgramBuilder builder, Value members, Value factors, Value? shift)
    {
        Value row = ReshapeLayer.Reshape(builder, members, Shape.Of(members.Size));
        return ReshapeLayer.Reshape(builder, builder.Append(new ScaleOp(row, factors, shift, builder.Activation("scaled", row.Shape))), members.Shape);
    }
}
