import { PictureField } from "@/components/ui/picture-field";
import { LARGEST_PICTURE } from "@/lib/domain/value/picture";
import type { DescribedProduct } from "@/lib/products/read";
import { ActForm } from "../../settings/act-form";
import { removePicture, savePicture } from "../actions";
import { pictureHref } from "../product-href";

/** What it looks like, and for whoever may change it, how. */
export function ProductPicture({ product, merchant, carries }: PictureProps) {
  const { id, name, picture, version } = product;
  return (
    <div className="space-y-4">
      {picture ? (
        // biome-ignore lint/performance/noImgElement: it is served as it was checked, and as small as it is
        <img
          src={pictureHref(merchant, { id, picture })}
          alt={name}
          className="max-h-48 max-w-full rounded-panel border border-line object-contain"
        />
      ) : null}
      {carries ? (
        <div className="max-w-120 space-y-4">
          <ActForm
            key={`save ${version}`}
            action={savePicture}
            carries={carries}
            act="Save picture"
            working="Saving …"
            kind="plain"
          >
            <PictureField label="Picture file" name="picture" largest={LARGEST_PICTURE} />
          </ActForm>
          {picture ? (
            <ActForm
              key={`remove ${version}`}
              action={removePicture}
              carries={carries}
              act="Remove picture"
              working="Removing …"
              kind="plain"
            />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

type PictureProps = {
  product: DescribedProduct;
  merchant: string;
  /** Hidden fields of its forms; null where it may not be changed. */
  carries: Readonly<Record<string, string>> | null;
};
