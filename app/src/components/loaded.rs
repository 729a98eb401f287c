//! What a page shows once its data is there.

use std::future::Future;

use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

use super::LoadFailed;
use crate::{error::AppError, page_context::answer_with};

/// Waits for the data of a page and shows it, or says why it did not come.
pub fn loaded<T, F, V>(
    load: impl Fn() -> F + Send + Sync + 'static,
    show: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
    V: IntoView + 'static,
{
    let data = Resource::new(|| (), move |()| load());
    view! {
        <Suspense>
            {move || {
                let show = show.clone();
                Suspend::new(async move {
                    match data.await {
                        Ok(data) => show(data).into_any(),
                        Err(error) => {
                            answer_with(error.status());
                            view! { <LoadFailed error /> }.into_any()
                        }
                    }
                })
            }}
        </Suspense>
    }
}
